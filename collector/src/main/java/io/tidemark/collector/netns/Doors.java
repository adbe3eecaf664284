package io.tidemark.collector.netns;

import io.tidemark.collector.socket.ForeignNamespace;
import io.tidemark.collector.socket.InNamespace;
import io.tidemark.collector.socket.NamespaceException;
import io.tidemark.collector.socket.NamespaceException.Reason;
import java.nio.file.Path;
import java.util.function.Supplier;

/** How network namespaces are entered. */
@FunctionalInterface
public interface Doors {
  /** By the running system. */
  Doors OPEN = ForeignNamespace::new;

  /** Not at all. */
  Doors SHUT =
      (link, identity) ->
          new InNamespace() {
            @Override
            public <T> T call(Task<T> task) throws NamespaceException {
              throw new NamespaceException(Reason.SETNS_DENIED, "nothing is to be entered here");
            }
          };

  /**
   * The way into a namespace, not tried yet.
   *
   * @param link where {@code /proc/PID/ns/net} of a process in it is at the time
   * @param identity what that link leads to
   */
  InNamespace into(Supplier<Path> link, String identity);
}
