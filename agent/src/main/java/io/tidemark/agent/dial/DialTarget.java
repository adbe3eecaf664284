package io.tidemark.agent.dial;

import static io.tidemark.agent.weave.Splice.after;
import static io.tidemark.agent.weave.Splice.before;
import static io.tidemark.agent.weave.Splice.entry;
import static io.tidemark.agent.weave.Splice.thrownFrom;

import io.tidemark.agent.weave.Change;
import io.tidemark.agent.weave.Splice;
import io.tidemark.agent.weave.Splice.Operand;
import io.tidemark.agent.weave.SpliceWeaving;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The classes of the JDK that connections pass through, and where in them. */
public enum DialTarget implements Change {
  /** Every connect, and what becomes of it later. The one with four parameters is also UDP's. */
  NET(
      "sun.nio.ch.Net",
      entry(Names.CONNECT, "dialStarted", Operand.FIRST, Operand.SECOND, Operand.LAST),
      after(Names.CONNECT, "connect", "dialReturned", Operand.RESULT, Operand.FIRST),
      thrownFrom(Names.CONNECT, "connect", "dialFailed", Operand.TOP, Operand.FIRST),
      entry(Names.FAMILY_CONNECT, "dialStarted", Operand.SECOND, Operand.LAST),
      after(Names.FAMILY_CONNECT, "connect", "dialReturned", Operand.RESULT, Operand.SECOND),
      thrownFrom(Names.FAMILY_CONNECT, "connect", "dialFailed", Operand.TOP, Operand.SECOND),
      after("pollConnectNow", "pollConnect", "dialReturned", Operand.RESULT, Operand.FIRST),
      thrownFrom("pollConnectNow", "pollConnect", "dialFailed", Operand.TOP, Operand.FIRST)),
  /** Behind {@code Socket} and {@code ServerSocket}: binds, timeouts, and half of a close. */
  SOCKET(
      "sun.nio.ch.NioSocketImpl",
      thrownFrom("bind", "bind", "dialBindFailed", Operand.TOP, Operand.SERVER),
      thrownFrom("timedFinishConnect", "pollConnectNow", "dialFailed", Operand.TOP, Operand.FIRST),
      before("shutdownOutput", "shutdown", "connectionShut", Operand.BELOW_TOP, Operand.TRUE),
      before("close", "shutdown", "connectionShut", Operand.BELOW_TOP, Operand.TRUE).optional()),
  /** {@code SocketChannel}: the same. */
  CHANNEL(
      "sun.nio.ch.SocketChannelImpl",
      thrownFrom("netBind", "bind", "dialBindFailed", Operand.TOP, Operand.FALSE),
      thrownFrom("finishTimedConnect", "pollConnectNow", "dialFailed", Operand.TOP, Operand.FD),
      before("shutdownOutput", "shutdown", "connectionShut", Operand.BELOW_TOP, Operand.TRUE)),
  /** {@code AsynchronousSocketChannel}: the same. */
  ASYNCHRONOUS_CHANNEL(
      "sun.nio.ch.AsynchronousSocketChannelImpl",
      thrownFrom("bind", "bind", "dialBindFailed", Operand.TOP, Operand.FALSE),
      before("shutdownOutput", "shutdown", "connectionShut", Operand.BELOW_TOP, Operand.TRUE)),
  /** The same, where there is no Windows: what becomes of a connect later. */
  UNIX_ASYNCHRONOUS_CHANNEL(
      "sun.nio.ch.UnixAsynchronousSocketChannelImpl",
      after("finishConnect", "checkConnect", "dialReturned", Operand.TRUE, Operand.FD),
      // Where the exception gets its address, under its names in JDK 17 and 25.
      before("finishConnect", "of", "dialFailed", Operand.BELOW_TOP, Operand.FD).optional(),
      before("finishConnect", "ioException", "dialFailed", Operand.BELOW_TOP, Operand.FD)
          .optional()),
  /** Reads, writes and closes of all of them; closes up to JDK 17 or so. */
  DISPATCHER(
      "sun.nio.ch.SocketDispatcher",
      after("read", "read0", "connectionRead", Operand.RESULT, Operand.FIRST),
      thrownFrom("read", "read0", "connectionBroken", Operand.FIRST),
      after("readv", "readv0", "connectionRead", Operand.RESULT, Operand.FIRST),
      thrownFrom("readv", "readv0", "connectionBroken", Operand.FIRST),
      thrownFrom("write", "write0", "connectionBroken", Operand.FIRST),
      thrownFrom("writev", "writev0", "connectionBroken", Operand.FIRST),
      entry("preClose", "connectionShut", Operand.FIRST, Operand.TRUE).optional(),
      entry("close", "connectionClosed", Operand.FIRST).optional()),
  /** Closes, since then. */
  UNIX_DISPATCHER(
      "sun.nio.ch.UnixDispatcher",
      entry("preClose", "connectionShut", Operand.FIRST, Operand.TRUE).optional(),
      entry("implPreClose", "connectionShut", Operand.FIRST, Operand.TRUE).optional(),
      entry("close", "connectionClosed", Operand.FIRST));

  private static final class Names {
    static final String CONNECT = "connect(Ljava/io/FileDescriptor;Ljava/net/InetAddress;I)I";
    static final String FAMILY_CONNECT =
        "connect(Ljava/net/ProtocolFamily;Ljava/io/FileDescriptor;Ljava/net/SocketAddress;)I";
  }

  private final String className;

  @SuppressWarnings("ImmutableEnumChecker") // of List.of
  private final List<Splice> splices;

  DialTarget(String className, Splice... splices) {
    this.className = className;
    this.splices = List.of(splices);
  }

  @Override
  public String className() {
    return className;
  }

  @Override
  public boolean jdk() {
    return true;
  }

  @Override
  public byte[] apply(byte[] classFile, @Nullable ClassLoader loader) {
    return SpliceWeaving.weave(classFile, splices);
  }
}
