package io.tidemark.agent.child;

import io.grpc.ManagedChannelBuilder;
import io.grpc.ServerBuilder;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The three ways in which grpc-java servers are reached. */
enum Transport {
  NETTY {
    @Override
    ServerBuilder<?> server() {
      return io.grpc.netty.NettyServerBuilder.forAddress(loopback());
    }

    @Override
    ManagedChannelBuilder<?> client(int port) {
      return io.grpc.netty.NettyChannelBuilder.forAddress("127.0.0.1", port);
    }
  },
  SHADED {
    @Override
    ServerBuilder<?> server() {
      return io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder.forAddress(loopback());
    }

    @Override
    ManagedChannelBuilder<?> client(int port) {
      return io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder.forAddress("127.0.0.1", port);
    }
  },
  IN_PROCESS {
    @Override
    ServerBuilder<?> server() {
      return InProcessServerBuilder.forName("child");
    }

    @Override
    ManagedChannelBuilder<?> client(int port) {
      return InProcessChannelBuilder.forName("child");
    }
  };

  abstract ServerBuilder<?> server();

  abstract ManagedChannelBuilder<?> client(int port);

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }
}
