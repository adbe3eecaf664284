package io.tidemark.collector.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidemark.collector.jvm.HsperfException.Reason;
import io.tidemark.collector.jvm.PauseTotals.Collector;
import io.tidemark.collector.jvm.PauseTotals.Safepoints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pauses in recorded files, and in files that change while they are open. */
final class HsperfPausesTest {
  private static final String YOUNG = "sun.gc.collector.0.";
  private static final long SERIAL_START = 1795257367678L;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          jdk17-Serial     | Copy=9/28413264/4930397 MarkSweepCompact=1/1367973/1367432 safepoints=10/30038910/16695
          jdk17-Parallel   | PS Scavenge=14/19749694/289600 PS MarkSweep=2/5925732/2169340 safepoints=15/25972058/16104
          jdk17-G1         | G1 Young Generation=9/14551645/828772 G1 Old Generation=1/3378436/3378125 G1 Concurrent GC=0/0/0 safepoints=10/18289545/21981
          jdk17-Z          | ZGC Pauses=12/47370/2403 safepoints=12/142011/188461
          jdk17-Shenandoah | safepoints=22/429408/315196 only
          jdk25-Serial     | Copy=9/27215814/5803945 MarkSweepCompact=1/2328781/2328350 safepoints=10/29626316/13582
          jdk25-Parallel   | PS Scavenge=14/16690048/1724093 PS MarkSweep=1/2721584/2721044 safepoints=15/19694202/15894
          jdk25-G1         | G1 Young Generation=5/9049904/764141 G1 Old Generation=1/3576034/3575694 G1 Concurrent GC=0/0/0 safepoints=6/16563569/15824
          jdk25-Z          | ZGC Minor Pauses=12/46971/1772 ZGC Major Pauses=23/112706/3315 safepoints=35/584327/2286430
          jdk25-Shenandoah | safepoints=14/526246/776977 only
          """)
  void readsThePausesOfEveryCollector(String recording, String expected) throws IOException {
    byte[] file = FixtureHost.recording(recording);
    long startEpochMs = Hsperf.parse(ByteBuffer.wrap(file)).startEpochMs();
    try (HsperfPauses pauses = HsperfPauses.open(write(file), startEpochMs)) {
      assertEquals(expected, text(pauses.look()));
    }
  }

  @Test
  void seesThePauseThatIsGoingOn() throws IOException {
    byte[] file = FixtureHost.recording("jdk17-Serial");
    Path path = write(file);
    try (HsperfPauses pauses = HsperfPauses.open(path, SERIAL_START)) {
      FixtureHost.setCounter(file, YOUNG + "invocations", 10);
      FixtureHost.setCounter(file, YOUNG + "lastEntryTime", 200_000_000);
      write(file);
      assertEquals(
          new Collector("Copy", 9, 28413264, 0, OptionalLong.of(200_000_000)),
          pauses.look().collectors().get(0));
      FixtureHost.setCounter(file, YOUNG + "time", 28413264 + 5_000);
      FixtureHost.setCounter(file, YOUNG + "lastExitTime", 200_004_000);
      write(file);
      assertEquals(
          new Collector("Copy", 10, 28418264, 4_000, OptionalLong.empty()),
          pauses.look().collectors().get(0));
    }
  }

  @Test
  void refusesTheFileOfAnotherJvmUnderTheSameName() throws IOException {
    Path path = write(FixtureHost.recording("jdk17-Serial"));
    try (HsperfPauses pauses = HsperfPauses.open(path, SERIAL_START)) {
      write(FixtureHost.recording("jdk25-Z"));
      assertEquals(Reason.NOT_READY, reason(pauses::look));
    }
    assertEquals(Reason.NOT_READY, reason(() -> HsperfPauses.open(path, SERIAL_START)));
  }

  @Test
  void refusesAFileThatIsCutShortWhileItIsOpen() throws IOException {
    Path path = write(FixtureHost.recording("jdk17-Serial"));
    try (HsperfPauses pauses = HsperfPauses.open(path, SERIAL_START)) {
      Files.write(path, new byte[100]);
      assertEquals(Reason.NOT_READY, reason(pauses::look));
      Files.write(path, new byte[0]);
      assertEquals(Reason.NOT_READY, reason(pauses::look));
    }
  }

  @Test
  void refusesACountThatCannotBe() throws IOException {
    byte[] file = FixtureHost.recording("jdk17-Serial");
    FixtureHost.setCounter(file, YOUNG + "time", -1);
    try (HsperfPauses pauses = HsperfPauses.open(write(file), SERIAL_START)) {
      assertEquals(Reason.CORRUPT, reason(pauses::look));
    }
  }

  @Test
  void refusesAFileWithoutWhatEveryCollectorHas() throws IOException {
    byte[] file = FixtureHost.recording("jdk17-Serial");
    FixtureHost.rename(file, YOUNG + "lastExitTime", YOUNG + "lastExitTide");
    Path path = write(file);
    assertEquals(Reason.CORRUPT, reason(() -> HsperfPauses.open(path, SERIAL_START)));
  }

  private Path write(byte[] file) throws IOException {
    return Files.write(directory.resolve("4711"), file);
  }

  private interface Reading {
    Object read() throws IOException;
  }

  private static Reason reason(Reading reading) {
    return assertThrows(HsperfException.class, reading::read).reason();
  }

  private static String text(PauseTotals totals) {
    StringBuilder text = new StringBuilder();
    for (Collector collector : totals.collectors()) {
      text.append(collector.name()).append('=').append(collector.ended()).append('/');
      text.append(collector.timeNs()).append('/').append(collector.lastNs()).append(' ');
    }
    Safepoints safepoints = totals.safepoints().orElseThrow();
    text.append("safepoints=").append(safepoints.begun()).append('/').append(safepoints.timeNs());
    text.append('/').append(safepoints.syncNs());
    return text.append(totals.safepointsOnly() ? " only" : "").toString();
  }
}
