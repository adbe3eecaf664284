package io.tidemark.collector.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.jvm.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script beside the jar, as a user runs it. */
final class LauncherIT {
  private static final Path JAR = Path.of(System.getProperty("tidemark.collector.jar", "none"));
  private static final Path MODULE = JAR.resolveSibling("..").normalize();
  private static final Path SCRIPT = MODULE.resolve("tidemark-collector");
  private static final Path OPTIONS = MODULE.resolve("java.options");

  @TempDir Path folder;

  private String run(Path script, int expectedExit) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(script.toString(), "--version")
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .directory(folder.toFile())
            .start();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES));
    assertEquals(expectedExit, process.exitValue(), Files.readString(out));
    return Files.readString(out);
  }

  @Test
  void startsTheJarBesideItOrInTarget() throws IOException, InterruptedException {
    Path release = Files.createDirectory(folder.resolve("re lease"));
    Path copy = Files.copy(SCRIPT, release.resolve("tidemark-collector"));
    assertTrue(copy.toFile().setExecutable(true));
    Files.copy(OPTIONS, release.resolve("java.options"));
    Files.createSymbolicLink(release.resolve("tidemark-collector.jar"), JAR);
    Path link = Files.createSymbolicLink(folder.resolve("tidemark"), copy);
    assertEquals(run(SCRIPT, 0), run(link, 0));
    Files.delete(release.resolve("tidemark-collector.jar"));
    assertTrue(run(link, 1).startsWith("tidemark-collector: found no tidemark-collector.jar"));
  }

  /** What the JVM calls what has a short name. */
  private static final Map<String, String> SHORT =
      Map.of(
          "-Xms16m", "-XX:InitialHeapSize=16777216",
          "-Xmx64m", "-XX:MaxHeapSize=67108864",
          "-Xmn8m", "-XX:NewSize=8388608");

  /** Each option of the file holds, or is passed over without a word. */
  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void hasOptionsThatEveryJdkTakes(int feature) throws IOException, InterruptedException {
    List<String> options =
        Files.readAllLines(OPTIONS).stream().filter(line -> line.startsWith("-")).toList();
    assertTrue(options.size() >= 3, options.toString());
    Path java = ChildJvm.of(feature);
    Path out = folder.resolve("flags");
    Process process =
        new ProcessBuilder(java.toString(), "@" + OPTIONS, "-XX:+PrintCommandLineFlags", "-version")
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES));
    String flags = Files.readString(out);
    assertEquals(0, process.exitValue(), flags);
    for (String option : options) {
      String flag = SHORT.getOrDefault(option, option);
      boolean removed = feature >= 25 && flag.contains("PerfDataSamplingInterval");
      assertEquals(!removed, flags.contains(flag), flag + " of " + flags);
    }
  }
}
