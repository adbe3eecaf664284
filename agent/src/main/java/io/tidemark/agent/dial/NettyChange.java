package io.tidemark.agent.dial;

import static io.tidemark.agent.weave.Splice.before;
import static io.tidemark.agent.weave.Splice.entry;
import static io.tidemark.agent.weave.Splice.returning;
import static io.tidemark.agent.weave.Splice.thrownFrom;

import io.tidemark.agent.weave.Change;
import io.tidemark.agent.weave.Splice;
import io.tidemark.agent.weave.Splice.Operand;
import io.tidemark.agent.weave.SpliceWeaving;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One class of Netty's native transport for Linux, which dials without the JDK: plain, or as gRPC
 * carries it along under a name of its own.
 *
 * @param className the full name
 * @param splices where in it
 */
public record NettyChange(String className, List<Splice> splices) implements Change {
  private static final List<String> COPIES = List.of("io.netty.", "io.grpc.netty.shaded.io.netty.");

  /** Copies the list. */
  public NettyChange {
    splices = List.copyOf(splices);
  }

  /** All of them. */
  public static List<NettyChange> all() {
    List<NettyChange> all = new ArrayList<>();
    for (String copy : COPIES) {
      all.add(new NettyChange(copy + "channel.epoll.AbstractEpollChannel", channel()));
      all.add(new NettyChange(copy + "channel.unix.Socket", socket()));
      all.add(new NettyChange(copy + "channel.unix.FileDescriptor", descriptor()));
    }
    return all;
  }

  // Only the channel knows what kind of socket it has.
  private static List<Splice> channel() {
    return List.of(
        before("doConnect0", "connect", "nettyDialStarted", Operand.TOP_TWO, Operand.THIS),
        thrownFrom("doConnect", "bind", "nettyBindFailed", Operand.TOP, Operand.THIS),
        thrownFrom("doBind", "bind", "nettyBindFailed", Operand.TOP, Operand.THIS));
  }

  private static List<Splice> socket() {
    List<Splice> splices = new ArrayList<>();
    for (String connect : List.of("connect", "finishConnect")) {
      splices.add(returning(connect, "dialReturned", Operand.RESULT, Operand.THIS));
      splices.add(thrownFrom(connect, connect, "dialFailed", Operand.TOP, Operand.THIS));
    }
    splices.add(entry("shutdown(ZZ)V", "connectionShut", Operand.THIS, Operand.LAST));
    // Older releases read and write by the descriptor's methods alone.
    reads(splices, "recv", "recvAddress");
    writes(splices, "send", "sendAddress");
    return splices;
  }

  private static List<Splice> descriptor() {
    List<Splice> splices = new ArrayList<>();
    splices.add(entry("close()V", "connectionClosed", Operand.THIS));
    reads(splices, "read", "readAddress");
    writes(splices, "write", "writeAddress", "writev", "writevAddresses");
    return splices;
  }

  private static void reads(List<Splice> splices, String... methods) {
    for (String read : methods) {
      splices.add(returning(read, "connectionRead", Operand.RESULT, Operand.THIS).optional());
    }
    writes(splices, methods);
  }

  private static void writes(List<Splice> splices, String... methods) {
    for (String write : methods) {
      splices.add(thrownFrom(write, write, "connectionBroken", Operand.THIS).optional());
    }
  }

  @Override
  public byte[] apply(byte[] classFile, @Nullable ClassLoader loader) {
    return SpliceWeaving.weave(classFile, splices);
  }
}
