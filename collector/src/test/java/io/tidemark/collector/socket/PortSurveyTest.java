package io.tidemark.collector.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forecasts in a world where it is known what will come. */
final class PortSurveyTest {
  private static final String SOURCE = "10.0.0.0";
  private static final String LOOPBACK = "127.0.0.1";
  private static final long AT_ONCE = 5;
  private static final long NEVER = Long.MAX_VALUE;

  @ParameterizedTest
  @CsvSource({"100, 5", "200, 5", "50, 20000", "100, 9223372036854775807"})
  void foreseesTheEndAtAConstantRate(int perSecond, long lifeMs) throws IOException {
    SimulatedPorts ports = new SimulatedPorts(settings("40000 41999", ""), false, SOURCE);
    assertTrue(ports.dial(4, perSecond, lifeMs, 80));
    for (double left = 2_000.0 / perSecond - 4; left > 1; left--) {
      assertNear(left, ports.connectsLeft());
      assertNear(left, ports.bindsLeft());
      assertEquals(Math.round(left * perSecond), ports.heaviest().freeAfter(0));
      assertTrue(ports.dial(1, perSecond, lifeMs, 80));
    }
    assertTrue(ports.dial(1, perSecond, lifeMs, 80));
    assertEquals(OptionalDouble.of(0), ports.connectsLeft());
    assertFalse(ports.dial(1, perSecond, lifeMs, 80));
  }

  @Test
  void reckonsOnFromAListing() throws IOException {
    SimulatedPorts ports = new SimulatedPorts(settings("40000 41999", ""), false, SOURCE);
    assertTrue(ports.dial(10, 100, AT_ONCE, 80));
    PortOutlook outlook = ports.heaviest();
    assertEquals(
        "1250 750 7.5, 2000 0 0.0",
        "%d %d %.1f, %d %d %.1f"
            .formatted(
                outlook.usedAfter(2.5),
                outlook.freeAfter(2.5),
                outlook.leftAfter(2.5).orElseThrow(),
                outlook.usedAfter(11),
                outlook.freeAfter(11),
                outlook.leftAfter(11).orElseThrow()));
  }

  @Test
  void leavesOutReservedPorts() throws IOException {
    SimulatedPorts ports =
        new SimulatedPorts(settings("40000 41999", "40100-40599"), false, SOURCE);
    assertTrue(ports.dial(5, 100, AT_ONCE, 80));
    assertNear(10, ports.connectsLeft());
    assertTrue(ports.dial(10, 100, AT_ONCE, 80));
    assertFalse(ports.dial(1, 100, AT_ONCE, 80));
  }

  @Test
  void seesNoEndAtARateThatReleasesKeepUpWith() throws IOException {
    SimulatedPorts ports = new SimulatedPorts(settings("40000 41999", ""), false, SOURCE);
    for (int second = 0; second < 200; second++) {
      assertTrue(ports.dial(1, 30, AT_ONCE, 80));
      assertEquals(OptionalDouble.empty(), ports.connectsLeft(), "second " + second);
    }
  }

  @Test
  void foreseesTheEndAfterTheRateRose() throws IOException {
    SimulatedPorts ports = new SimulatedPorts(settings("40000 41999", ""), false, SOURCE);
    assertTrue(ports.dial(120, 20, AT_ONCE, 80)); // holds 1,200, releases 20 a second
    assertTrue(ports.dial(4, 60, AT_ONCE, 80));
    assertNear((2_000 - 1_200) / 40.0 - 4, ports.connectsLeft());
  }

  @Test
  void doesNotTakeABurstForARate() throws IOException {
    SimulatedPorts ports = new SimulatedPorts(settings("40000 41999", ""), false, SOURCE);
    ports.pass(10);
    assertTrue(ports.dial(1, 1_500, AT_ONCE, 80));
    assertEquals(OptionalDouble.empty(), ports.connectsLeft());
    for (int second = 0; second < 70; second++) {
      ports.pass(1);
      if (second < 58) {
        assertEquals(OptionalDouble.empty(), ports.connectsLeft(), "second " + second);
      }
    }
  }

  @Test
  void takesBurstsThatFollowEachOtherForOne() throws IOException {
    SimulatedPorts ports = new SimulatedPorts(settings("40000 44999", ""), false, SOURCE);
    List<Double> left = new ArrayList<>();
    for (int burst = 0; burst < 10; burst++) { // 100 a second
      assertTrue(ports.dial(1, 300, AT_ONCE, 80));
      ports.pass(2);
      left.add(ports.connectsLeft().orElse(-1));
    }
    assertTrue(left.stream().skip(6).allMatch(seconds -> seconds > 10 && seconds < 40), "" + left);
  }

  @Test
  void forgetsWhatStopped() throws IOException {
    SimulatedPorts ports = new SimulatedPorts(settings("40000 41999", ""), false, SOURCE);
    assertTrue(ports.dial(10, 100, AT_ONCE, 80));
    assertTrue(ports.connectsLeft().isPresent());
    ports.pass(4);
    assertEquals(OptionalDouble.empty(), ports.connectsLeft());
    assertEquals(0, ports.heaviest().dialsPerSecond());
    assertEquals(1_000, ports.heaviest().freeAfter(0));
  }

  @Test
  void tellsBindsOfOneAddressFromConnectsToOneDestination() throws IOException {
    SimulatedPorts ports = new SimulatedPorts(settings("40000 41999", ""), true, SOURCE);
    assertTrue(ports.dial(20, 20, AT_ONCE, 80, 81));
    assertEquals(OptionalDouble.empty(), ports.connectsLeft()); // 1,200 of 2,000 at most
    assertNear(30, ports.bindsLeft());
    assertTrue(ports.dial(30, 20, AT_ONCE, 80, 81));
    assertFalse(ports.dial(1, 20, AT_ONCE, 80, 81));
  }

  @Test
  void countsASharedPortOnceForBinds() throws IOException {
    SimulatedPorts ports = new SimulatedPorts(settings("40000 41999", ""), false, SOURCE);
    assertTrue(ports.dial(10, 40, AT_ONCE, 80, 81, 82));
    assertNear(40, ports.connectsLeft());
    assertNear(40, ports.bindsLeft());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void seesNoEndOfConnectsWherePortsAreTakenOver(int reuse) throws IOException {
    PortSettings settings =
        new PortSettings(PortRange.parse("40000 41999", ""), reuse, 1_000, true);
    SimulatedPorts ports = new SimulatedPorts(settings, true, reuse == 2 ? LOOPBACK : SOURCE);
    assertTrue(ports.dial(10, 100, AT_ONCE, 80));
    assertEquals(OptionalDouble.empty(), ports.connectsLeft());
    assertEquals(1_900, ports.heaviest().freeAfter(0));
    assertEquals(1_000, ports.heaviest().usedAfter(0));
    assertNear(10, ports.bindsLeft());
  }

  @Test
  void reusesNothingOffLoopbackNorWithoutTimestamps() throws IOException {
    PortRange range = PortRange.parse("40000 41999", "");
    for (SimulatedPorts ports :
        List.of(
            new SimulatedPorts(new PortSettings(range, 2, 1_000, true), false, SOURCE),
            new SimulatedPorts(new PortSettings(range, 1, 1_000, false), false, SOURCE))) {
      assertTrue(ports.dial(10, 100, AT_ONCE, 80));
      assertNear(10, ports.connectsLeft());
    }
  }

  @Test
  void foreseesTheEndOfConnectionsThatAreNeverClosed() throws IOException {
    SimulatedPorts ports = new SimulatedPorts(settings("40000 41999", ""), false, SOURCE);
    assertTrue(ports.dial(62, 5, NEVER, 80));
    assertNear((2_000 - 310) / 5.0, ports.connectsLeft());
  }

  @Test
  void goesByCountsWhereReleasesAreNotTold() throws IOException {
    SimulatedPorts ports =
        new SimulatedPorts(settings("40000 41999", ""), false, SOURCE).withoutTimers();
    assertTrue(ports.dial(10, 100, AT_ONCE, 80));
    assertNear(10, ports.connectsLeft());
    ports.pass(8);
    assertEquals(OptionalDouble.empty(), ports.connectsLeft());
  }

  @Test
  void doesNotComeAndGoAtARateJustAtTheLimit() throws IOException {
    Random random = new Random(42);
    SimulatedPorts ports = new SimulatedPorts(settings("40000 42099", ""), false, SOURCE);
    List<Integer> changes = new ArrayList<>();
    boolean before = false;
    for (int second = 0; second < 300; second++) {
      // 34 a second, give or take 6: 2,040 of 2,100 ports on the average
      ports.dial(1, (int) Math.round(34 + 6 * random.nextGaussian()), AT_ONCE, 80);
      boolean now = ports.connectsLeft().isPresent();
      if (now != before) {
        changes.add(second);
      }
      before = now;
    }
    assertTrue(changes.size() <= 5, "changed at " + changes);
  }

  private static PortSettings settings(String range, String reserved) throws IOException {
    return PortSettings.withoutReuse(PortRange.parse(range, reserved));
  }

  private static void assertNear(double expected, OptionalDouble actual) {
    assertEquals(expected, actual.orElse(Double.NaN), expected * 0.15);
  }
}
