package io.tidemark.collector.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidemark.collector.jvm.HsperfException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files recorded from JVMs of two releases with every collector; figures checked with jcmd. */
final class HsperfTest {
  @Test
  void readsG1() throws IOException {
    OptionalLong none = OptionalLong.empty();
    assertEquals(
        new Hsperf(
            1795257375715L,
            "Churn",
            "17.0.15",
            6,
            5,
            List.of(
                new MemoryPool(true, "G1 Eden Space", 0, 4 << 20, none),
                new MemoryPool(true, "G1 Survivor Space", 0, 0, none),
                new MemoryPool(true, "G1 Old Gen", 5109632, 16 << 20, OptionalLong.of(64 << 20)),
                new MemoryPool(false, "Metaspace", 78000, 327680, none),
                new MemoryPool(
                    false, "Compressed Class Space", 3400, 131072, OptionalLong.of(1 << 30)))),
        parse(FixtureHost.recording("jdk17-G1")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          jdk17-Serial     | Eden Space=530296/17891328/17891328 Survivor Space=0/2228224/2228224 Tenured Gen=6565848/44761088/44761088
          jdk17-Parallel   | PS Eden Space=145784/7340032/20971520 PS Survivor Space=0/7340032/7340032 PS Old Gen=4464600/35651584/45088768
          jdk17-Z          | ZHeap=8388608/67108864/67108864
          jdk17-Shenandoah | Shenandoah=5166928/67108864/67108864
          jdk25-Serial     | Eden Space=0/17891328/17891328 Survivor Space=0/2228224/2228224 Tenured Gen=5280496/44761088/44761088
          jdk25-Parallel   | PS Eden Space=0/7340032/20971520 PS Survivor Space=0/7340032/7340032 PS Old Gen=5273712/45088768/45088768
          jdk25-G1         | G1 Eden Space=0/6291456/- G1 Survivor Space=0/0/- G1 Old Gen=5307440/14680064/67108864
          jdk25-Z          | ZGC Young Generation=0/56623104/67108864 ZGC Old Generation=10485760/10485760/67108864
          jdk25-Shenandoah | Shenandoah=6338368/67108864/67108864
          """)
  void readsTheHeapOfEveryCollector(String recording, String expected) throws IOException {
    StringBuilder read = new StringBuilder();
    for (MemoryPool pool : parse(FixtureHost.recording(recording)).pools()) {
      if (pool.heap()) {
        read.append(' ').append(pool.name()).append('=').append(pool.used());
        read.append('/').append(pool.committed()).append('/');
        read.append(pool.limit().isPresent() ? "" + pool.limit().getAsLong() : "-");
      }
    }
    assertEquals(expected, read.toString().strip());
  }

  @Test
  void namesTheSpacesOfAnUnknownCollectorAsTheFileDoes() throws IOException {
    byte[] file = FixtureHost.recording("jdk25-Serial");
    for (String counter : List.of("sun.gc.collector.0.name", "sun.gc.collector.1.name")) {
      FixtureHost.rename(file, counter, counter.replace("name", "nick"));
    }
    assertEquals(
        "[new eden, new s0, new s1, old old, Metaspace, Compressed Class Space]",
        parse(file).pools().stream().map(MemoryPool::name).toList().toString());
  }

  @Test
  void saysWhyAFileCannotBeRead() throws IOException {
    byte[] file = FixtureHost.recording("jdk25-G1");
    assertEquals(Reason.SIZE, reason(new byte[10]));
    assertEquals(Reason.NOT_READY, reason(new byte[32 << 10]));
    assertEquals(Reason.NOT_HSPERF, reason(with(file, 0, 'x')));
    assertEquals(Reason.VERSION, reason(with(file, 5, 3)));
    assertEquals(Reason.NOT_READY, reason(with(file, 7, 0)));
    assertEquals(Reason.CORRUPT, reason(with(file, 27, 0x7f)));
  }

  private static Hsperf parse(byte[] file) throws IOException {
    return Hsperf.parse(ByteBuffer.wrap(file));
  }

  private static Reason reason(byte[] file) {
    return assertThrows(HsperfException.class, () -> parse(file)).reason();
  }

  private static byte[] with(byte[] original, int offset, int value) {
    byte[] file = original.clone();
    file[offset] = (byte) value;
    return file;
  }
}
