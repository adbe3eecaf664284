package io.tidemark.collector.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.kernel.KernelFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ThreadSwitchesTest {
  @TempDir Path proc;
  private FixtureProcess process;
  private ThreadSwitches switches;

  @BeforeEach
  void startProcess() throws IOException {
    process = FixtureProcess.start(proc, 7, "java"); // threads 7 and 8: 10, 1 and 20, 2
    switches = new ThreadSwitches(KernelFiles.of(proc), proc.resolve("7"));
  }

  @Test
  void isUnknownUntilEachThreadWasLookedAt() {
    assertEquals(1, switches.look(1));
    assertFalse(switches.done());
    assertEquals(Optional.empty(), switches.total());
    assertEquals(1, switches.look(50));
    assertTrue(switches.done());
    assertEquals(Optional.of(new Switches(30, 3)), switches.total());
  }

  @Test
  void addsWhatThreadsDidSince() throws IOException {
    switches.look(50);
    process.thread(8, 25, 2);
    assertEquals(2, switches.look(50));
    assertEquals(Optional.of(new Switches(35, 3)), switches.total());
  }

  @Test
  void keepsWhatEndedThreadsDid() throws IOException {
    switches.look(50);
    process.endThread(8);
    process.thread(9, 4, 4);
    assertEquals(2, switches.look(50));
    assertEquals(Optional.of(new Switches(34, 7)), switches.total());
  }

  @Test
  void takesAFallenNumberForAnotherThread() throws IOException {
    switches.look(50);
    process.thread(8, 5, 1);
    switches.look(50);
    assertEquals(Optional.of(new Switches(35, 4)), switches.total());
  }

  @Test
  void survivesThreadsThatEndOrMakeNoSense() throws IOException {
    switches.look(1);
    process.endThread(8);
    process.write("task/x/status", "");
    process.write("task/9/status", "voluntary_ctxt_switches:\tmany\n");
    assertEquals(1, switches.look(50));
    assertEquals(2, switches.look(50));
    assertEquals(Optional.of(new Switches(10, 1)), switches.total());
  }

  @Test
  void countsNothingOfAProcessThatIsGone() {
    ThreadSwitches gone = new ThreadSwitches(KernelFiles.of(proc), proc.resolve("9"));
    assertEquals(0, gone.look(50));
    assertTrue(gone.done());
    assertEquals(Optional.empty(), gone.total());
  }
}
