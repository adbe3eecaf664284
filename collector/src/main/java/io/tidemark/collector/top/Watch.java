package io.tidemark.collector.top;

import java.io.IOException;

/** Something that can tell at any time what holds. For one thread. */
public interface Watch extends AutoCloseable {
  /**
   * What holds now.
   *
   * @throws IOException when it cannot be told
   */
  Moment now() throws IOException;

  @Override
  void close();
}
