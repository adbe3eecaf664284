package io.tidemark.agent.items;

/** Says how many items a message or an argument holds. Thread-safe. */
public interface ItemCounter {
  /**
   * The largest repeated field of a protobuf message, the size of a collection, a map or an array,
   * and 1 for anything else.
   */
  ItemCounter LARGEST = new Largest();

  /**
   * Items in a message, at least 0.
   *
   * @throws Throwable what an accessor of the message throws
   */
  long count(Object message) throws Throwable;
}
