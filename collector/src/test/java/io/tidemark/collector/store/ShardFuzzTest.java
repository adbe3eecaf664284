package io.tidemark.collector.store;

import static io.tidemark.collector.store.Samples.T0;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.segment.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShardFuzzTest {
  @TempDir private Path directory;

  /** Whatever is in the files: the store opens, answers, and can be written. */
  @Test
  void damagedFilesCostThemselvesAlone() throws Exception {
    SampleStore good = store(directory.resolve("good"));
    Random random = new Random(11);
    for (int second = 0; second < 700; second++) {
      good.keep(Samples.busy(T0 + second * 1000L, 12, random));
    }
    good.closeNow();
    int answered = 0;
    for (int run = 0; run < 150; run++) {
      Path damaged = directory.resolve("damaged-" + run);
      Files.createDirectory(damaged);
      for (String name : new String[] {"full-000000001.mv", "tens-000000001.mv"}) {
        byte[] bytes = Files.readAllBytes(directory.resolve("good").resolve(name));
        Files.write(damaged.resolve(name), mutated(bytes, random));
      }
      answered += answers(store(damaged)) ? 1 : 0;
    }
    int some = answered;
    assertTrue(some > 0, "no file survived");
  }

  private static SampleStore store(Path place) {
    StoreSettings settings = new StoreSettings(place, StoreSettings.MIN_BYTES);
    return new SampleStore(settings, System::nanoTime, said -> {});
  }

  private static boolean answers(SampleStore store) throws Exception {
    store.open();
    SeriesQuery query = new SeriesQuery(Metric.REQUESTS, Map.of(), T0, T0 + 3_600_000, 1000);
    boolean any = !store.query(query).isEmpty();
    for (int second = 1200; second < 1300; second++) {
      store.keep(Samples.at(T0 + second * 1000L, Samples.gauge(second)));
    }
    var unused = store.query(query);
    store.closeNow();
    return any;
  }

  private static byte[] mutated(byte[] bytes, Random random) throws IOException {
    byte[] mutated = bytes.clone();
    switch (random.nextInt(4)) {
      case 0 -> mutated = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 1 -> {
        int from = random.nextInt(bytes.length);
        int length = Math.min(random.nextInt(8192), bytes.length - from);
        System.arraycopy(bytes, random.nextInt(bytes.length - length), mutated, from, length);
      }
      default -> {
        // Dense somewhere, so that pages and headers are hit and not only what is in blocks.
        int around = random.nextInt(bytes.length);
        for (int i = random.nextInt(200); i >= 0; i--) {
          int at = Math.min(bytes.length - 1, around + random.nextInt(4096));
          mutated[at] = (byte) random.nextInt(256);
        }
      }
    }
    return mutated;
  }
}
