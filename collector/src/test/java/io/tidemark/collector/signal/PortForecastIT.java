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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Forecasts against the kernel: JVMs that dial at constant rates in network namespaces with few
 * ports, all at once, until they get none.
 */
final class PortForecastIT {
  private static final String IPV4 = "10.77.0.1";
  private static final String IPV6 = "fd77::1";
  private static final String LOOPBACK = "127.0.0.1";
  private static final int SECONDS = 24;
  private static final double TOLERANCE = 0.2;
  private static final String NO_PORT_TO_BIND = "Address already in use";
  private static final String NO_PORT_TO_CONNECT = "Cannot assign requested address";

  private static final Map<Dialler, DialingNamespace> NAMESPACES = new EnumMap<>(Dialler.class);

  /** Who dials what, how often. Mapped: IPv4 in the IPv6 table, as JVMs do unless told. */
  private enum Dialler {
    IPV4_BIND(IPV4, 100, true, true),
    IPV4_CONNECT(IPV4, 50, false, true),
    MAPPED_BIND(IPV4, 50, true, false),
    MAPPED_CONNECT(IPV4, 200, false, false),
    IPV6_BIND(IPV6, 200, true, false),
    IPV6_CONNECT(IPV6, 100, false, false),
    LOOPBACK_CONNECT(LOOPBACK, 100, false, false);

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
          Integer.toString(SECONDS + 4));
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
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LOOPBACK_CONNECT")
  void foreseesWhenThePortsRunOut(Dialler dialler) throws Exception {
    DialingNamespace namespace = running(dialler);
    String end = namespace.awaitEnd();
    String failure = dialler.binds ? NO_PORT_TO_BIND : NO_PORT_TO_CONNECT;
    assertTrue(end.matches("failed \\d+ " + failure + ".*"), end);
    long endMs = Long.parseLong(end.split(" ", 3)[1]);
    assertNear(namespace.forecasts(), endMs, Forecast::seconds);
    assertNear(namespace.forecasts(), endMs, Forecast::sourceSeconds);
    assertCounts(namespace);
  }

  /** Looks at the samples of all but the first 5 and the last 2 seconds. */
  private static void assertNear(
      List<Forecast> forecasts, long endMs, ToDoubleFunction<Forecast> seconds) {
    List<Forecast> compared =
        forecasts.stream().filter(f -> f.atMs() > 5_000 && f.atMs() < endMs - 2_000).toList();
    assertTrue(compared.size() >= 10, "" + forecasts);
    for (Forecast forecast : compared) {
      double left = (endMs - forecast.atMs()) / 1e3;
      String both = "left " + left + " in " + forecasts + ", end at " + endMs;
      assertEquals(left, seconds.applyAsDouble(forecast), left * TOLERANCE, both);
    }
  }

  @Test
  void seesNoEndWherePortsAreTakenOverOnLoopback() throws Exception {
    DialingNamespace namespace = running(Dialler.LOOPBACK_CONNECT);
    String end = namespace.awaitEnd();
    assertTrue(end.startsWith("stopped "), end);
    List<Forecast> forecasts = namespace.forecasts();
    assertEquals(List.of(), forecasts.stream().filter(f -> !Double.isNaN(f.seconds())).toList());
    // Who binds there is out of ports now.
    assertEquals(0, forecasts.get(forecasts.size() - 1).sourceSeconds(), "" + forecasts);
    assertCounts(namespace);
  }

  private static void assertCounts(DialingNamespace namespace)
      throws IOException, InterruptedException {
    Map<String, Integer> before;
    Map<String, Integer> sampled;
    Map<String, Integer> after;
    long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    do { // the kernel ends the last connections, or begins to forget them
      before = namespace.ss();
      sampled = states(namespace.samples());
      after = namespace.ss();
    } while (!before.equals(after) && System.nanoTime() < deadlineNs);
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

  private static DialingNamespace running(Dialler dialler) {
    return Objects.requireNonNull(NAMESPACES.get(dialler));
  }
}
