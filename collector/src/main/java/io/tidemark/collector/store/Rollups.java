package io.tidemark.collector.store;

import java.io.IOException;

/** Makes the blocks of one level of those of the finer one, a few at a time. */
final class Rollups {
  // After a restart more may be due; they can wait, and samples cannot.
  private static final int MAX_AT_ONCE = 4;

  private final Shards fine;
  private final Shards coarse;
  private final Level level;

  Rollups(Shards fine, Shards coarse, Level level) {
    this.fine = fine;
    this.coarse = coarse;
    this.level = level;
  }

  void run() throws IOException {
    long fromMs = due();
    for (int i = 0; i < MAX_AT_ONCE && fromMs <= fine.lastMs(); i++) {
      Long next = fine.blockFrom(fromMs);
      if (next == null) {
        return;
      }
      long windowMs = level.windowMs();
      long beginMs = Math.floorDiv(next, windowMs) * windowMs;
      if (beginMs + windowMs - 1 > fine.lastMs()) {
        return; // not complete
      }
      rollUp(beginMs);
      fromMs = beginMs + windowMs;
    }
  }

  private long due() throws IOException {
    if (coarse.lastMs() == Long.MIN_VALUE) {
      return fine.lastMs() == Long.MIN_VALUE ? Long.MAX_VALUE : fine.firstMs();
    }
    boolean setBack = coarse.lastMs() - level.windowMs() > fine.lastMs();
    return setBack ? fine.lastMs() - level.windowMs() + 1 : coarse.lastMs() + 1;
  }

  private void rollUp(long beginMs) throws IOException {
    Rollup rollup = new Rollup(level, beginMs);
    boolean unused =
        fine.read(
            beginMs,
            beginMs + level.windowMs(),
            key -> true,
            block -> {
              rollup.add(block);
              return true;
            });
    Block block = rollup.block();
    if (block.times().length > 0) {
      boolean unusedToo = coarse.append(block); // one that is too long is counted there
    }
  }
}
