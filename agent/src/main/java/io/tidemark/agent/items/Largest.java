package io.tidemark.agent.items;

/** See {@link ItemCounter#LARGEST}. */
final class Largest implements ItemCounter {
  @Override
  public long count(Object message) throws Throwable {
    long size = Sizes.of(message);
    return size >= 0 ? size : MessageShape.of(message.getClass()).items(message);
  }
}
