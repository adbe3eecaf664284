package io.tidemark.collector.socket;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Something that knows all TCP sockets of one network namespace. Not thread-safe. */
public interface SocketTable extends Closeable {
  /** A reason of {@link #unsupported}: it is not known when a socket leaves TIME_WAIT. */
  String NO_TIMERS = "time_wait_timers_missing";

  /** A reason of {@link #unsupported}: sockets in TIME_WAIT are not seen at all. */
  String NO_TIME_WAIT = "time_wait_missing";

  /** Which one it is, for a log line. */
  String name();

  /** What this table does not know: reasons fit for {@code tidemark.reason}. */
  default List<String> unsupported() {
    return List.of();
  }

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
