package io.tidemark.lab.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * JVMs in pid, mount and network namespaces of their own are found, named and read: by a collector
 * on the host, and by one beside them that shares nothing but two directories. Needs root.
 */
final class ContainerIT {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Pattern SITE = Pattern.compile("page (http://127\\.0\\.0\\.1:\\d+)/");

  private final List<AutoCloseable> started = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // by JUnit, before each test
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Path volume;

  /** What the collector tells of a service's JVM. */
  private record Seen(String pid, String java, boolean agent, boolean threads, boolean pauses) {
    static Seen of(String scrape, String service) {
      List<String> lines =
          scrape.lines().filter(line -> line.contains("service_name=\"" + service + "\"")).toList();
      return new Seen(
          group(lines, "tidemark_jvm_info\\{.*process_pid=\"(\\d*)\".*"),
          group(lines, "tidemark_jvm_info\\{.*process_runtime_version=\"(\\d+)\\..*"),
          lines.stream().anyMatch(line -> line.matches("tidemark_log_events_total\\{.*} 1\\.0")),
          lines.stream().anyMatch(line -> line.matches("jvm_thread_count\\{.*} [1-9].*")),
          lines.stream()
              .anyMatch(
                  line ->
                      line.matches(
                          "jvm_gc_duration_seconds_count\\{.*G1 Old Generation.*} [1-9].*")));
    }

    private static String group(List<String> lines, String regex) {
      return lines.stream()
          .map(Pattern.compile(regex)::matcher)
          .filter(Matcher::matches)
          .map(matcher -> matcher.group(1))
          .findFirst()
          .orElse("");
    }
  }

  @BeforeEach
  void makeFolders() throws IOException, InterruptedException {
    boolean may = new ProcessBuilder("unshare", "-pmnf", "true").start().waitFor() == 0;
    if ("1".equals(System.getenv("TIDEMARK_REQUIRE_ALL")) && !may) {
      throw new IllegalStateException("unshare cannot make namespaces");
    }
    assumeTrue(may, "unshare cannot make namespaces");
    // Containers see another /tmp, and so nothing that is below it.
    folder = Files.createTempDirectory(Path.of("/var/tmp"), "tidemark-container-");
    volume = Files.createTempDirectory(Path.of("/dev/shm"), "tidemark-volume-");
    Files.createDirectory(volume.resolve("tmp"));
    Files.createDirectory(volume.resolve("shm"));
    Path name = Path.of(ContainedChild.class.getName().replace('.', '/') + ".class");
    Files.createDirectories(Objects.requireNonNull(folder.resolve(name).getParent()));
    Files.copy(Path.of("target/test-classes").resolve(name), folder.resolve(name));
    for (String module : List.of("agent", "collector")) {
      String jar = "tidemark-" + module + ".jar";
      Files.copy(HOME.resolve(module).resolve("target").resolve(jar), folder.resolve(jar));
    }
  }

  @AfterEach
  void tidyUp() throws Exception {
    for (AutoCloseable each : started) {
      each.close();
    }
    for (Path each : List.of(folder, volume)) {
      try (Stream<Path> all = Files.walk(each)) {
        for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void areSeenFromTheHost(int feature) throws Exception {
    Path java = java(feature);
    Container withAgent =
        child(
            Container.everything(),
            Container.OWN,
            Map.of("TIDEMARK_SERVICE_NAME", "with-agent"),
            command(java, agent()));
    Container without =
        child(
            Container.everything(),
            Container.OWN,
            Map.of("OTEL_SERVICE_NAME", "without-agent"),
            command(java));
    // In a mount namespace that nothing is mounted in: as on the host itself.
    String site = collector(List.of("--mount"), "true", "--dir", volume.toString());
    String major = Integer.toString(feature);
    await(site, "with-agent", new Seen("" + withAgent.pid(), major, true, true, true));
    await(site, "without-agent", new Seen("" + without.pid(), major, false, true, true));
  }

  // Both are process 1 of their namespaces, so that neither process is any the other sees.
  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void areSeenByASidecar(int feature) throws Exception {
    String shared =
        "mount --bind %s/tmp /tmp && mount --bind %s/shm /dev/shm".formatted(volume, volume);
    child(
        Container.everything(),
        shared,
        Map.of("TIDEMARK_SERVICE_NAME", "beside"),
        command(java(feature), agent()));
    String site = collector(List.of("--pid", "--mount"), shared);
    await(site, "beside", new Seen("1", Integer.toString(feature), true, true, true));
  }

  private Container child(
      List<String> namespaces, String mounts, Map<String, String> environment, List<String> command)
      throws IOException {
    Container child = Container.start(namespaces, mounts, environment, command);
    started.add(child);
    child.expect("READY");
    return child;
  }

  private String agent() {
    return "-javaagent:" + folder.resolve("tidemark-agent.jar");
  }

  private List<String> command(Path java, String... options) {
    List<String> command = new ArrayList<>(List.of(java.toString(), "-XX:+UseG1GC", "-Xmx64m"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", folder.toString(), ContainedChild.class.getName()));
    return command;
  }

  // Without a file of its own: in the shared folder it would have the name of the service's.
  private String collector(List<String> namespaces, String mounts, String... options)
      throws IOException {
    String jar = folder.resolve("tidemark-collector.jar").toString();
    List<String> command =
        new ArrayList<>(
            List.of(java(Runtime.version().feature()).toString(), "-Xmx64m", "-XX:-UsePerfData"));
    command.addAll(List.of("-jar", jar, "collect", "--port", "0"));
    command.addAll(List.of(options));
    Map<String, String> storeless = Map.of("TIDEMARK_STORE", "off");
    Container collector = Container.start(namespaces, mounts, storeless, command);
    started.add(collector);
    String line = collector.line();
    Matcher announced = SITE.matcher(line);
    assertTrue(announced.find(), line);
    return announced.group(1);
  }

  private static Path java(int feature) throws IOException {
    if (Runtime.version().feature() == feature) {
      return Path.of(System.getProperty("java.home"), "bin", "java");
    }
    try (Stream<Path> jdks = Files.list(Path.of("/usr/lib/jvm"))) {
      List<Path> found = jdks.filter(jdk -> isOf(jdk, feature)).sorted().toList();
      assumeTrue(
          System.getenv("TIDEMARK_REQUIRE_ALL") != null || !found.isEmpty(), "no JDK " + feature);
      return found.get(0).resolve("bin/java");
    }
  }

  private static boolean isOf(Path jdk, int feature) {
    try {
      return Files.readString(jdk.resolve("release")).contains("JAVA_VERSION=\"" + feature);
    } catch (IOException e) {
      return false;
    }
  }

  private static void await(String site, String service, Seen expected) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(site + "/metrics")).build();
    HttpClient client = HttpClient.newHttpClient();
    long endNs = System.nanoTime() + LIMIT.toNanos();
    Seen seen;
    do {
      LockSupport.parkNanos(200_000_000);
      seen = Seen.of(client.send(request, HttpResponse.BodyHandlers.ofString()).body(), service);
    } while (!expected.equals(seen) && System.nanoTime() < endNs);
    assertEquals(expected, seen);
  }
}
