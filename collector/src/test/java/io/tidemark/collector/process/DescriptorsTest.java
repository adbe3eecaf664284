package io.tidemark.collector.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DescriptorsTest {
  private static final Path PROC = Path.of("/proc");
  private static final long TOOK_NS = 1_000_000;

  @TempDir Path proc;
  private long nowNs;

  @Test
  void restsAfterAListing() throws IOException {
    FixtureProcess process = FixtureProcess.start(proc, 7, "java");
    Descriptors descriptors = new Descriptors(proc.resolve("7"), false, this::readClock);
    assertEquals(6, descriptors.count());
    process.write("fd/7", "");
    nowNs += 198 * TOOK_NS;
    assertEquals(6, descriptors.count());
    nowNs += 2 * TOOK_NS;
    assertEquals(7, descriptors.count());
  }

  @Test
  void failsWhereTheyAreHidden() throws IOException {
    Descriptors descriptors = new Descriptors(proc.resolve("8"), false, this::readClock);
    assertThrows(AccessDeniedException.class, descriptors::count);
  }

  @Test
  void countsOwnOnesEitherWay() throws IOException {
    Path own = PROC.resolve("self");
    boolean sized = Descriptors.sized(PROC);
    long count = new Descriptors(own, sized, System::nanoTime).count();
    long listed = new Descriptors(own, false, System::nanoTime).count();
    // A listing is a descriptor itself, and the build has threads that open files.
    assertTrue(Math.abs(count - listed) <= 3, count + " and " + listed);
  }

  private long readClock() {
    nowNs += TOOK_NS;
    return nowNs;
  }
}
