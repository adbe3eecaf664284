package io.tidemark.collector.process;

/** Something that knows how the host fares. Not thread-safe. */
public interface HostTable {
  /** Looks; what cannot be seen is empty, and said to be unsupported. */
  HostFigures look();
}
