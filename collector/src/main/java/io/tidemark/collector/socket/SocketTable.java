package io.tidemark.collector.socket;

import java.io.Closeable;
import java.io.IOException;

/** Something that knows all TCP sockets of one network namespace. Not thread-safe. */
public interface SocketTable extends Closeable {
  /** Which one it is, for a log line. */
  String name();

  /**
   * Tells the sockets: those that listen first, so that for every other one it is known whether its
   * port is listened on. Sockets that come or go meanwhile may be missed or told twice.
   *
   * @throws IOException when they cannot be read, or not to the end
   */
  void tell(SocketSink sink) throws IOException;

  /** Closes what is kept open between two answers: nothing, unless a table says so. */
  @Override
  default void close() throws IOException {}
}
