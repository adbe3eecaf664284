package io.tidemark.collector.netns;

import io.tidemark.collector.socket.InNamespace;
import io.tidemark.collector.socket.NamespaceException;
import io.tidemark.collector.socket.NamespaceException.Reason;
import io.tidemark.collector.socket.PortSettings;
import io.tidemark.collector.socket.ProcNetTcp;
import io.tidemark.collector.socket.SockDiag;
import io.tidemark.collector.socket.SocketSink;
import io.tidemark.collector.socket.SocketTable;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A network namespace that is not the collector's, through one of the processes in it.
 *
 * <p>What has to be read inside is read on a {@link #visit}; the rest at any time. While it is open
 * it may hold a socket in there, and so the namespace itself: closed when its last JVM is gone.
 *
 * <p>Not thread-safe.
 */
public final class NetNamespace implements Closeable {
  private static final long VISIT_AGAIN_NS = Duration.ofSeconds(10).toNanos();

  private final Path proc;
  private final String identity;
  private final String label;
  private final InNamespace inside;
  private final SocketTable sockets = new Sockets();
  private final Set<Reason> unreadable = EnumSet.noneOf(Reason.class);
  private long pid;
  private boolean visited;
  private long visitedNs;
  private @Nullable SockDiag diag;
  private Optional<Reason> refused = Optional.empty();
  private Optional<PortSettings> settings = Optional.empty();
  private OptionalLong timeWaitLimit = OptionalLong.empty();

  /**
   * Reads nothing yet.
   *
   * @param proc the root of procfs
   * @param identity what tells it from every other one that there is
   * @param label value of {@code tidemark.net.namespace}
   * @param pid a process in it
   * @param doors how it is entered
   */
  NetNamespace(Path proc, String identity, String label, long pid, Doors doors) {
    this.proc = proc;
    this.identity = identity;
    this.label = label;
    this.pid = pid;
    this.inside = doors.into(() -> process().resolve("ns/net"), identity);
  }

  /** What tells it from every other one that there is; used again when it is gone. */
  public String identity() {
    return identity;
  }

  /** The value of {@code tidemark.net.namespace}. */
  public String label() {
    return label;
  }

  /** Its files, such as {@code tcp} and {@code snmp}: {@code /proc/PID/net}, of a process in it. */
  public Path net() {
    return process().resolve("net");
  }

  /** Its sockets, by whichever way there is. To be closed with the namespace. */
  public SocketTable sockets() {
    return sockets;
  }

  /** Its settings, as they were at the last visit; empty when it cannot be entered. */
  public Optional<PortSettings> settings() {
    return settings;
  }

  /** Its {@code tcp_max_tw_buckets} at the last visit, if that is known. */
  public OptionalLong timeWaitLimit() {
    return timeWaitLimit;
  }

  /** Why something of it could not be read, since it was last asked; empty for nothing. */
  public Set<Reason> unreadable() {
    Set<Reason> reasons = EnumSet.copyOf(unreadable);
    refused.ifPresent(reasons::add);
    unreadable.clear();
    return reasons;
  }

  /** Takes note that something of it could not be read. */
  public void failed(IOException failure) {
    if (failure instanceof NamespaceException known) {
      unreadable.add(known.reason());
    } else if (failure instanceof NoSuchFileException) {
      unreadable.add(Reason.GONE);
    } else if (failure instanceof AccessDeniedException) {
      unreadable.add(Reason.PROC_DENIED);
    } else {
      unreadable.add(Reason.READ_FAILED);
    }
  }

  /** From now on looks through another process. */
  void lookThrough(long pidInside) {
    pid = pidInside;
  }

  /**
   * Goes in, as far as that is allowed, and reads anew what can be read there alone; not again
   * within ten seconds.
   */
  void visit(long nowNs) {
    if (visited && nowNs - visitedNs < VISIT_AGAIN_NS) {
      return;
    }
    visited = true;
    visitedNs = nowNs;
    refused = Optional.empty();
    try {
      inside.call(this::readSettings);
      openDiag();
    } catch (NamespaceException e) {
      refused = Optional.of(e.reason());
    } catch (IOException e) {
      refused = Optional.of(Reason.READ_FAILED);
    }
  }

  private boolean readSettings() throws IOException {
    timeWaitLimit = TimeWaitLimit.read(proc);
    settings = PortSettings.read(proc);
    return true;
  }

  private void openDiag() throws NamespaceException {
    try {
      if (diag == null) {
        diag = SockDiag.open(inside);
      }
    } catch (NamespaceException e) {
      throw e;
    } catch (IOException e) {
      throw new NamespaceException(Reason.SOCK_DIAG_REFUSED, String.valueOf(e.getMessage()));
    }
  }

  private Path process() {
    return proc.resolve(Long.toString(pid));
  }

  @Override
  public void close() {
    if (diag != null) {
      diag.close();
    }
  }

  /** By netlink when it could be entered, else by procfs. */
  private final class Sockets implements SocketTable {
    private @Nullable ProcNetTcp text;
    private long textPid;

    @Override
    public String name() {
      return table().name();
    }

    @Override
    public void tell(SocketSink sink) throws IOException {
      table().tell(sink);
    }

    @Override
    public List<String> unsupported() {
      return table().unsupported();
    }

    private SocketTable table() {
      if (diag != null) {
        return diag;
      }
      ProcNetTcp table = text;
      if (table == null || textPid != pid) {
        table = new ProcNetTcp(process());
        text = table;
        textPid = pid;
      }
      return table;
    }
  }
}
