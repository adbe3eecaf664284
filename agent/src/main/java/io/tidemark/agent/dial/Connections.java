package io.tidemark.agent.dial;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The connections that this JVM has dialled, by the object that stands for the socket: its identity
 * and not its number, which another socket may get. Weak: a socket that is dropped without a close
 * takes its place here with it. Thread-safe; at most {@link #MAX}.
 */
final class Connections {
  /** Most connections that are watched; more are counted as dials and no further. */
  static final int MAX = 1 << 17;

  private final ConcurrentHashMap<Object, Connection> bySocket = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> dead = new ReferenceQueue<>();

  /** Keeps the connection of a socket; false when there is no room for it. */
  boolean put(Object socket, Connection connection) {
    forgetDead();
    if (bySocket.mappingCount() >= MAX) {
      return false;
    }
    bySocket.put(new Key(socket, dead), connection);
    return true;
  }

  // Not asked first whether the map is empty: it may say so while others come and go.

  /** The connection of a socket; null when it is none that was dialled. */
  @Nullable Connection get(Object socket) {
    return bySocket.get(new Probe(socket));
  }

  /** The same, which is forgotten. */
  @Nullable Connection remove(Object socket) {
    return bySocket.remove(new Probe(socket));
  }

  /** How many there are. */
  long size() {
    forgetDead();
    return bySocket.mappingCount();
  }

  private void forgetDead() {
    for (Reference<?> gone = dead.poll(); gone != null; gone = dead.poll()) {
      bySocket.remove(gone);
    }
  }

  /** A socket, by identity, for as long as somebody else keeps it. */
  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object socket, ReferenceQueue<Object> dead) {
      super(socket, dead);
      this.hash = System.identityHashCode(socket);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      Object socket = get();
      return this == other || (socket != null && other instanceof Key key && key.refersTo(socket));
    }
  }

  /** What a socket is looked up by. */
  private static final class Probe {
    private final Object socket;

    Probe(Object socket) {
      this.socket = socket;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(socket);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && key.refersTo(socket);
    }
  }
}
