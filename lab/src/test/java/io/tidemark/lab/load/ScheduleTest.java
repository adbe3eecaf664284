package io.tidemark.lab.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final ClientProfile WEB = ClientProfile.ordinary().get(0);
  private static final int REQUESTS = 5_000;

  @Test
  void givesTheSameRequestsForTheSameSeed() {
    assertEquals(first(WEB, 7, 100), first(WEB, 7, 100));
  }

  @Test
  void givesOtherRequestsForAnotherSeedOrClient() {
    ClientProfile mobile = ClientProfile.ordinary().get(1);
    assertNotEquals(first(WEB, 7, 100), first(WEB, 8, 100));
    assertNotEquals(first(WEB, 7, 100), first(mobile, 7, 100));
  }

  @Test
  void keepsTheRateOfItsProfile() {
    List<Arrival> arrivals = first(WEB, 1, REQUESTS);
    double seconds = arrivals.get(REQUESTS - 1).dueNs() / 1e9;
    assertEquals(WEB.requestsPerSecond(), REQUESTS / seconds, WEB.requestsPerSecond() * 0.05);
  }

  @Test
  void ordinaryClientsSendOneToFiftyItemsToAllTheirHandlers() {
    List<Arrival> arrivals = first(WEB, 1, REQUESTS);
    IntSummaryStatistics items = sizes(arrivals);
    assertEquals(List.of(1, 50), List.of(items.getMin(), items.getMax()));
    Set<Handler> handlers = arrivals.stream().map(Arrival::handler).collect(Collectors.toSet());
    assertEquals(Set.copyOf(WEB.handlers()), handlers);
  }

  @Test
  void theCulpritSendsFewRequestsOfManyItemsToOneHandler() {
    ClientProfile culprit = ClientProfile.culprit(15_000, 20_000);
    List<Arrival> arrivals = first(culprit, 1, 50);
    IntSummaryStatistics items = sizes(arrivals);
    assertTrue(items.getMin() >= 15_000 && items.getMax() <= 20_000, items::toString);
    assertTrue(culprit.requestsPerSecond() < 3);
    assertEquals(List.of(Handler.GET_POST_RECORD), culprit.handlers());
  }

  private static List<Arrival> first(ClientProfile profile, long seed, int requests) {
    return Stream.generate(new Schedule(profile, seed)::next).limit(requests).toList();
  }

  private static IntSummaryStatistics sizes(List<Arrival> arrivals) {
    return arrivals.stream().mapToInt(arrival -> arrival.keys().size()).summaryStatistics();
  }
}
