package io.tidemark.agent.child;

import io.grpc.ManagedChannelBuilder;
import io.grpc.ServerBuilder;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A way in which a grpc-java server is reached. Only the chosen one is loaded. */
interface Transport {
  ServerBuilder<?> server();

  ManagedChannelBuilder<?> client(int port);

  static Transport of(String name) {
    return switch (name) {
      case "NETTY" -> new Netty();
      case "SHADED" -> new Shaded();
      case "IN_PROCESS" -> new InProcess();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** Plain Netty. */
  final class Netty implements Transport {
    @Override
    public ServerBuilder<?> server() {
      return io.grpc.netty.NettyServerBuilder.forAddress(loopback());
    }

    @Override
    public ManagedChannelBuilder<?> client(int port) {
      return io.grpc.netty.NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext();
    }
  }

  /** Netty as grpc-java brings it along. */
  final class Shaded implements Transport {
    @Override
    public ServerBuilder<?> server() {
      return io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder.forAddress(loopback());
    }

    @Override
    public ManagedChannelBuilder<?> client(int port) {
      return io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder.forAddress("127.0.0.1", port)
          .usePlaintext();
    }
  }

  /** No network at all. */
  final class InProcess implements Transport {
    @Override
    public ServerBuilder<?> server() {
      return InProcessServerBuilder.forName("child");
    }

    @Override
    public ManagedChannelBuilder<?> client(int port) {
      return InProcessChannelBuilder.forName("child");
    }
  }
}
