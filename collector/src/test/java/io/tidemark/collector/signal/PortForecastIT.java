package io.tidemark.collector.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidemark.collector.signal.DialingNamespace.Forecast;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Forecasts against the kernel: JVMs that dial at constant rates in network namespaces with few
 * ports, all at once, until they get none.
 */
@Isolated
final class PortForecastIT {
  private static final String IPV4 = "10.77.0.1";
  private static final String IPV6 = "fd77::1";
  private static final String LOOPBACK = "127.0.0.1";
  private static final int SECONDS = 24;
  private static final int STOP_SECONDS = 30;
  private static final int ATTEMPTS = 3;
  private static final double TOLERANCE = 0.2;
  private static final String NO_PORT_TO_BIND = "Address already in use";
  private static final String NO_PORT_TO_CONNECT = "Cannot assign requested address";

  private static final Map<Dialler, DialingNamespace> NAMESPACES = new EnumMap<>(Dialler.class);

  /** Who dials what, how often. Mapped: IPv4 in the IPv6 table, as JVMs do unless told. */
  private enum Dialler {
    IPV4_BIND(IPV4, 50, true, true),
    IPV4_CONNECT(IPV4, 100, false, true),
    MAPPED_BIND(IPV4, 100, true, false),
    MAPPED_CONNECT(IPV4, 25, false, false),
    IPV6_BIND(IPV6, 25, true, false),
    IPV6_CONNECT(IPV6, 50, false, false),
    LOOPBACK_BIND(LOOPBACK, 50, true, false),
    LOOPBACK_CONNECT(LOOPBACK, 50, false, false);

    private final String address;
    private final int perSecond;
    private final boolean binds;
    private final boolean ipv4;

    Dialler(String address, int perSecond, boolean binds, boolean ipv4) {
      this.address = address;
      this.perSecond = perSecond;
      this.binds = binds;
      this.ipv4 = ipv4;
    }

    DialingNamespace start() throws IOException {
      return DialingNamespace.start(
          perSecond * SECONDS,
          List.of("-Djava.net.preferIPv4Stack=" + ipv4),
          address,
          Integer.toString(perSecond),
          binds ? "bind" : "connect",
          Integer.toString(STOP_SECONDS));
    }
  }

  @BeforeAll
  static void startAll() throws IOException, InterruptedException {
    boolean canUnshare = canUnshare();
    if (!"1".equals(System.getenv("TIDEMARK_REQUIRE_ALL"))) {
      assumeTrue(canUnshare, "needs root, util-linux and iproute2");
    }
    assertTrue(canUnshare);
    for (Dialler dialler : Dialler.values()) {
      NAMESPACES.put(dialler, dialler.start());
    }
  }

  private static boolean canUnshare() throws InterruptedException {
    try {
      Process probe =
          new ProcessBuilder("unshare", "--net", "sh", "-c", "ip link set lo up && ss -Htan")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return probe.waitFor(30, TimeUnit.SECONDS) && probe.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @AfterAll
  static void endAll() {
    NAMESPACES.values().forEach(DialingNamespace::close);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "LOOPBACK_.*")
  void foreseesWhenThePortsRunOut(Dialler dialler) throws Exception {
    DialingNamespace namespace = awaitEnd(dialler);
    long endMs = failedMs(dialler, namespace.end());
    assertNear(namespace.forecasts(), endMs, Forecast::seconds);
    assertNear(namespace.forecasts(), endMs, Forecast::sourceSeconds);
    assertCounts(namespace);
  }

  @Test
  void foreseesOnLoopbackWhenBindsFindNoPortButNoEndOfConnects() throws Exception {
    DialingNamespace namespace = awaitEnd(Dialler.LOOPBACK_BIND);
    long endMs = failedMs(Dialler.LOOPBACK_BIND, namespace.end());
    assertEquals(0, inSight(namespace.forecasts(), Forecast::seconds));
    assertNear(namespace.forecasts(), endMs, Forecast::sourceSeconds);
    assertCounts(namespace);
  }

  /** The kernel takes the lower half of the ports again and again: binds find the other one. */
  @Test
  void seesNoEndWherePortsAreTakenOverOnLoopback() throws Exception {
    DialingNamespace namespace = awaitEnd(Dialler.LOOPBACK_CONNECT);
    assertTrue(namespace.end().startsWith("stopped "), namespace.end());
    List<Forecast> forecasts = namespace.forecasts();
    assertEquals(0, inSight(forecasts, Forecast::seconds), "" + forecasts);
    List<Forecast> last = forecasts.subList(forecasts.size() - 4, forecasts.size());
    assertEquals(0, inSight(last, Forecast::sourceSeconds), "" + forecasts);
    assertCounts(namespace);
  }

  /**
   * A run in which the dials kept to their rate; on a busy machine that may not be the first one,
   * and what is said of a constant rate cannot be tested by another.
   */
  private static DialingNamespace awaitEnd(Dialler dialler) throws IOException {
    for (int attempt = 1; true; attempt++) {
      DialingNamespace namespace = Objects.requireNonNull(NAMESPACES.get(dialler));
      String end = namespace.awaitEnd();
      long endMs = Long.parseLong(end.split(" ", 3)[1]);
      long expectedMs = 1_000L * (end.startsWith("stopped") ? STOP_SECONDS : SECONDS);
      if (Math.abs(endMs - expectedMs) < expectedMs / 20) {
        return namespace;
      }
      assertTrue(attempt < ATTEMPTS, dialler + " ended at " + endMs + " instead of " + expectedMs);
      namespace.close();
      NAMESPACES.put(dialler, dialler.start());
    }
  }

  private static long failedMs(Dialler dialler, String end) {
    String failure = dialler.binds ? NO_PORT_TO_BIND : NO_PORT_TO_CONNECT;
    assertTrue(end.matches("failed \\d+ " + failure + ".*"), end);
    return Long.parseLong(end.split(" ", 3)[1]);
  }

  private static long inSight(List<Forecast> forecasts, ToDoubleFunction<Forecast> seconds) {
    return forecasts.stream().filter(f -> !Double.isNaN(seconds.applyAsDouble(f))).count();
  }

  /** Looks at the samples of all but the first 6 and the last 2 seconds. */
  private static void assertNear(
      List<Forecast> forecasts, long endMs, ToDoubleFunction<Forecast> seconds) {
    List<Forecast> compared =
        forecasts.stream().filter(f -> f.atMs() > 6_000 && f.atMs() < endMs - 2_000).toList();
    assertTrue(compared.size() >= 10, "" + forecasts);
    for (Forecast forecast : compared) {
      double left = (endMs - forecast.atMs()) / 1e3;
      String all = "left " + left + " in " + forecasts + ", end at " + endMs;
      assertEquals(left, seconds.applyAsDouble(forecast), left * TOLERANCE, all);
    }
  }

  private static void assertCounts(DialingNamespace namespace)
      throws IOException, InterruptedException {
    Map<String, Integer> before;
    Map<String, Integer> sampled;
    Map<String, Integer> after;
    long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    do { // the kernel ends the last connections, or begins to forget them; a listing is seconds old
      before = namespace.ss();
      sampled = states(namespace.samples());
      after = namespace.ss();
    } while (!(before.equals(after) && after.equals(sampled)) && System.nanoTime() < deadlineNs);
    assertEquals(after, sampled);
  }

  /** Connections by state in the words of {@code ss}. */
  private static Map<String, Integer> states(List<String> samples) {
    Map<String, Integer> states = new TreeMap<>();
    for (String sample : samples) {
      String[] words = sample.split("[\\[\\], ]+", -1);
      if (words[0].equals("CONNECTIONS") && !words[6].equals("0")) {
        String state = words[5].equals("established") ? "ESTAB" : words[5].toUpperCase(Locale.ROOT);
        states.merge(state.replace('_', '-'), Integer.parseInt(words[6]), Integer::sum);
      }
    }
    return states;
  }
}
