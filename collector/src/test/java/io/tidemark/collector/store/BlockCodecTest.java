package io.tidemark.collector.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.segment.Metric;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BlockCodecTest {
  private static final SeriesKey[] KEYS = new SeriesKey[40];

  static {
    for (int i = 0; i < KEYS.length; i++) {
      KEYS[i] =
          new SeriesKey(
              Metric.REQUESTS, Field.VALUE, "s", "i", false, List.of("client-" + i, "m", "grpc"));
    }
  }

  private static int number(SeriesKey key) {
    return 3 * List.of(KEYS).indexOf(key);
  }

  private static Block random(Random random) {
    long[] times = new long[1 + random.nextInt(Block.MAX_ROWS)];
    long time = random.nextLong() >> 20;
    for (int row = 0; row < times.length; row++) {
      times[row] = time += 1 + random.nextInt(100_000);
    }
    List<Column> columns = new ArrayList<>();
    for (SeriesKey key : KEYS) {
      long[] last = new long[times.length];
      long[] min = new long[times.length];
      long[] max = new long[times.length];
      int shift = random.nextInt(64);
      boolean constant = random.nextInt(3) == 0;
      boolean ranges = random.nextInt(3) == 0;
      long first = random.nextLong() >> shift;
      for (int row = 0; row < times.length; row++) {
        boolean absent = random.nextInt(5) == 0;
        last[row] = absent ? FixedPoint.ABSENT : constant ? first : random.nextLong() >> shift;
        min[row] = absent || !ranges ? last[row] : last[row] - random.nextInt(9);
        max[row] = absent || !ranges ? last[row] : last[row] + random.nextInt(9);
      }
      columns.add(new Column(key, last, min, max));
    }
    return new Block(times, columns);
  }

  @Test
  void whatIsUnpackedIsWhatWasPacked() throws IOException {
    Random random = new Random(7);
    for (int run = 0; run < 300; run++) {
      Block block = random(random);
      Block again =
          BlockCodec.decode(
              BlockCodec.encode(block, BlockCodecTest::number), number -> KEYS[number / 3]);
      assertArrayEquals(block.times(), again.times());
      for (int i = 0; i < KEYS.length; i++) {
        Column was = block.columns().get(i);
        Column is = again.columns().get(i);
        assertEquals(was.key(), is.key());
        assertArrayEquals(was.last(), is.last());
        assertArrayEquals(was.min(), is.min());
        assertArrayEquals(was.max(), is.max());
      }
    }
  }

  /** Damage is an IOException, or gives a block within its bounds; anything else fails here. */
  @Test
  void damagedBytesGiveNoBlockOrABoundedOne() throws IOException {
    Random random = new Random(8);
    int refused = 0;
    for (int run = 0; run < 4_000; run++) {
      if (run % 50 == 0) {
        bytes = BlockCodec.encode(random(random), BlockCodecTest::number);
      }
      try {
        Block block = BlockCodec.decode(mutated(random), number -> KEYS[number % KEYS.length]);
        assertTrue(block.times().length <= Block.MAX_ROWS);
        assertTrue(block.columns().size() <= Block.MAX_COLUMNS);
      } catch (IOException e) {
        refused++;
      }
    }
    assertTrue(refused > 2_000, refused + " refused");
  }

  /** As above, past zlib, whose checksum stops nearly all of the others. */
  @Test
  void wrongNumbersGiveNoBlockOrABoundedOne() throws IOException {
    Random random = new Random(9);
    int refused = 0;
    for (int run = 0; run < 4_000; run++) {
      byte[] plain = new byte[random.nextInt(200)];
      random.nextBytes(plain);
      if (plain.length > 0) {
        plain[0] = (byte) (1 + random.nextInt(40));
      }
      try {
        Block block =
            BlockCodec.decode(BlockCodec.deflate(plain), number -> KEYS[number % KEYS.length]);
        assertTrue(block.times().length <= Block.MAX_ROWS);
      } catch (IOException e) {
        refused++;
      }
    }
    assertTrue(refused > 2_000, refused + " refused");
  }

  private byte[] bytes = {};

  private byte[] mutated(Random random) {
    byte[] mutated = java.util.Arrays.copyOf(bytes, bytes.length - random.nextInt(3));
    for (int i = random.nextInt(4); i >= 0; i--) {
      mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
    }
    return mutated;
  }
}
