package io.tidemark.collector.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.discovery.JavaProcess;
import io.tidemark.collector.kernel.KernelFiles;
import io.tidemark.collector.kernel.ProcessStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When folders and files are looked for, by a clock of the test's own. */
final class PerfWatchTest {
  @TempDir Path root;
  private FixtureHost host;
  private ProcessStats stats;
  private PerfWatch watch;
  private long nowNs;

  @BeforeEach
  void makeHost() throws IOException {
    host = new FixtureHost(root);
    stats = new ProcessStats(host.proc(), KernelFiles.of(host.proc()));
    watch = new PerfWatch(host.tmp(), new ProcessTree(host.proc(), stats), () -> nowNs);
  }

  @AfterEach
  void close() {
    watch.close();
  }

  private List<Path> look() {
    stats.nextLook();
    return watch.look(10).stream().map(PerfView::file).toList();
  }

  private Path startInNewFolder(long pid) throws IOException {
    Path folder = Files.createDirectory(host.tmp().resolve("hsperfdata_newcomer"));
    host.startJvm(pid, "jdk17-G1");
    Path file = Files.move(host.perfFile(pid), folder.resolve(Long.toString(pid)));
    host.startProcess(pid, file);
    return file;
  }

  private static JavaProcess java(long pid, boolean perfOff) {
    return new JavaProcess(
        pid,
        1,
        1,
        pid,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        perfOff,
        Optional.empty(),
        Set.of(),
        List.of());
  }

  @Test
  void listsKnownFoldersAtEachLook() throws IOException {
    assertEquals(List.of(), look());
    host.startJvm(101, "jdk17-G1");
    assertEquals(List.of(host.perfFile(101)), look());
  }

  @Test
  void listsNewFoldersAfterSomeSeconds() throws IOException {
    assertEquals(List.of(), look());
    Path file = startInNewFolder(101);
    nowNs += TimeUnit.SECONDS.toNanos(5) - 1;
    assertEquals(List.of(), look());
    nowNs++;
    assertEquals(List.of(file), look());
  }

  @Test
  void listsNewFoldersAtOnceForANewJvm() throws IOException {
    assertEquals(List.of(), look());
    Path file = startInNewFolder(101);
    assertEquals(List.of(), look());
    List<JavaProcess> jvms = List.of(java(101, false), java(102, true));
    assertTrue(watch.isWorthAnotherLook(jvms, Set.of()));
    assertEquals(List.of(file), look());
    assertFalse(watch.isWorthAnotherLook(jvms, Set.of(101L)));
  }

  @Test
  void doesNotListAgainForAJvmWithoutAFile() {
    look();
    List<JavaProcess> jvms = List.of(java(101, false));
    assertTrue(watch.isWorthAnotherLook(jvms, Set.of()));
    look();
    assertFalse(watch.isWorthAnotherLook(jvms, Set.of()));
  }

  @Test
  void passesOverWhatIsNoFileOfAProcess() throws IOException {
    host.startJvm(101, "jdk17-G1");
    Path folder = host.tmp().resolve("hsperfdata_app");
    Files.createSymbolicLink(folder.resolve("102"), host.perfFile(101));
    host.startProcess(102, folder.resolve("102"));
    Files.createDirectory(folder.resolve("103"));
    for (String name : List.of("0101", "x", "101x", "12345678901")) {
      Files.copy(host.perfFile(101), folder.resolve(name));
    }
    Files.createSymbolicLink(host.tmp().resolve("hsperfdata_link"), folder);
    assertEquals(List.of(host.perfFile(101)), look());
  }
}
