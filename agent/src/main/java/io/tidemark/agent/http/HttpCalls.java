package io.tidemark.agent.http;

import io.tidemark.segment.Column;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The requests that HTTP servers work on, by the object that a server knows each by: by identity,
 * and weak, so that the servers' classes need no field of ours and their objects no attribute that
 * the service could see. One whose object is gone without an end counts as cancelled.
 *
 * <p>Thread-safe; at most {@link #MAX}.
 */
final class HttpCalls {
  /** More are in flight at no server; those beyond it are not counted. */
  static final int MAX = 1 << 18;

  private final ConcurrentHashMap<Object, HttpCall> byKey = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> dead = new ReferenceQueue<>();

  /** Keeps a request until it is taken; false when there is no room for it. */
  boolean put(Object key, HttpCall call) {
    endDead();
    if (byKey.mappingCount() >= MAX) {
      return false;
    }
    byKey.put(new Key(key, dead), call);
    return true;
  }

  @Nullable HttpCall get(Object key) {
    return byKey.get(new Probe(key));
  }

  /** The request, which is no longer kept. */
  @Nullable HttpCall take(Object key) {
    return byKey.remove(new Probe(key));
  }

  private void endDead() {
    for (Reference<?> gone = dead.poll(); gone != null; gone = dead.poll()) {
      HttpCall call = byKey.remove(gone);
      if (call != null) {
        call.end(Column.ERROR_CANCELLED);
      }
    }
  }

  /** A server's object, by identity, for as long as the server keeps it. */
  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object key, ReferenceQueue<Object> dead) {
      super(key, dead);
      this.hash = System.identityHashCode(key);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      Object key = get();
      return this == other || (key != null && other instanceof Key o && o.refersTo(key));
    }
  }

  /** What a request is looked up by. */
  private static final class Probe {
    private final Object key;

    Probe(Object key) {
      this.key = key;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(key);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key weak && weak.refersTo(key);
    }
  }
}
