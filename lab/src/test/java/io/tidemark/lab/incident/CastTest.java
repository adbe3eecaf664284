package io.tidemark.lab.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.lab.load.Plan;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CastTest {
  private static final int SEEDS = 50;

  @Test
  void isTheSameForTheSameSeed() {
    for (Incident incident : Catalogue.all()) {
      assertEquals(Cast.of(incident, 7), Cast.of(incident, 7));
    }
  }

  @Test
  void givesEveryClientANameOfItsOwn() {
    for (Incident incident : Catalogue.all()) {
      List<String> names = names(Cast.of(incident, 3));
      assertEquals(incident.roles().size(), Set.copyOf(names).size(), names::toString);
    }
  }

  @Test
  void lendsTheCulpritANameThatOthersHaveElsewhere() {
    Incident april = Catalogue.all().get(0);
    Set<String> guilty = new HashSet<>();
    Set<String> innocent = new HashSet<>();
    seeds(april)
        .forEach(
            cast -> {
              cast.culprits().forEach(culprit -> guilty.add(culprit.client()));
              innocent.addAll(names(cast));
              cast.culprits().forEach(culprit -> innocent.remove(culprit.client()));
            });
    assertTrue(guilty.size() > SEEDS / 3, guilty::toString);
    assertTrue(innocent.size() > SEEDS, innocent::toString);
  }

  @Test
  void variesRatesByAFifthAndTheOnsetByEightSeconds() {
    Incident april = Catalogue.all().get(0);
    Set<Integer> onsets = new HashSet<>();
    for (Cast cast : seeds(april)) {
      onsets.add(cast.onsetSeconds());
      for (int i = 0; i < april.roles().size(); i++) {
        double usual = april.roles().get(i).profile().requestsPerSecond();
        double rate = cast.plan().clients().get(i).profile().requestsPerSecond();
        assertEquals(1, rate / usual, 0.2);
      }
    }
    assertEquals(Set.of(26, 27, 28, 29, 30, 31, 32, 33), onsets);
  }

  private static List<Cast> seeds(Incident incident) {
    return LongStream.rangeClosed(1, SEEDS).mapToObj(seed -> Cast.of(incident, seed)).toList();
  }

  private static List<String> names(Cast cast) {
    return cast.plan().clients().stream()
        .map(Plan.Client::profile)
        .map(profile -> profile.name())
        .toList();
  }
}
