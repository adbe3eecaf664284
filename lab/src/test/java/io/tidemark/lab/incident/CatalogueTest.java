package io.tidemark.lab.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  @Test
  void knowsWhoIsToBlameAndThroughWhat() {
    List<String> batch = List.of("dataplane.Posts/GetPostRecord");
    List<String> render = List.of("dataplane.Feeds/RenderFeed");
    Map<String, List<String>> expected = new LinkedHashMap<>();
    expected.put("april", batch);
    expected.put("gateway", batch);
    expected.put("two-culprits", List.of(batch.get(0), batch.get(0)));
    expected.put("retry-storm", List.of("dataplane.Feeds/GetFeed"));
    expected.put("allocator", render);
    expected.put("logger", List.of("dataplane.Profiles/GetProfiles"));
    expected.put("slow-dependency", List.of());
    expected.put("innocent-heavy", List.of());
    expected.put("restart-loop", render);
    expected.put("metastable", batch);
    expected.put("healthy-day", List.of());
    Map<String, List<String>> found = new LinkedHashMap<>();
    Catalogue.all()
        .forEach(
            incident ->
                found.put(
                    incident.name(),
                    Cast.of(incident, 1).culprits().stream().map(Suspect::method).toList()));
    assertEquals(List.copyOf(expected.entrySet()), List.copyOf(found.entrySet()));
  }

  @Test
  void findsByName() {
    assertEquals(Optional.of("logger"), Catalogue.named("logger").map(Incident::name));
    assertEquals(Optional.empty(), Catalogue.named("loggers"));
    assertEquals(
        "april, gateway, two-culprits, retry-storm, allocator, logger, slow-dependency,"
            + " innocent-heavy, restart-loop, metastable, healthy-day",
        Catalogue.names());
  }

  @Test
  void everyStepComesInOrderAndLongBeforeTheEnd() {
    for (Incident incident : Catalogue.all()) {
      List<Integer> seconds = incident.steps().stream().map(Step::seconds).toList();
      assertEquals(seconds.stream().sorted().toList(), seconds, incident.name());
      assertTrue(
          seconds.stream().allMatch(s -> s + 10 <= incident.watchSeconds()), incident.name());
    }
  }
}
