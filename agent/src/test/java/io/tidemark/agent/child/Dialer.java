package io.tidemark.agent.child;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** The ways to dial that the JDK has. */
enum Dialer {
  SOCKET {
    @Override
    AutoCloseable dial(InetSocketAddress to, @Nullable InetSocketAddress from) throws IOException {
      return socket(new Socket(), to, from, 0);
    }
  },
  SOCKET_WITH_TIMEOUT {
    @Override
    AutoCloseable dial(InetSocketAddress to, @Nullable InetSocketAddress from) throws IOException {
      return socket(new Socket(), to, from, TIMEOUT_MS);
    }
  },
  CHANNEL {
    @Override
    AutoCloseable dial(InetSocketAddress to, @Nullable InetSocketAddress from) throws IOException {
      SocketChannel channel = SocketChannel.open();
      try {
        if (from != null) {
          channel.bind(from);
        }
        channel.connect(to);
        return channel;
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }
  },
  CHANNEL_WITH_TIMEOUT {
    @Override
    AutoCloseable dial(InetSocketAddress to, @Nullable InetSocketAddress from) throws IOException {
      return socket(SocketChannel.open().socket(), to, from, TIMEOUT_MS);
    }
  },
  CHANNEL_WITH_SELECTOR {
    @Override
    AutoCloseable dial(InetSocketAddress to, @Nullable InetSocketAddress from) throws IOException {
      SocketChannel channel = SocketChannel.open();
      try (Selector selector = Selector.open()) {
        if (from != null) {
          channel.bind(from);
        }
        channel.configureBlocking(false);
        if (!channel.connect(to)) {
          channel.register(selector, SelectionKey.OP_CONNECT);
          while (!channel.finishConnect()) {
            selector.select();
          }
        }
        return channel;
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }
  },
  ASYNCHRONOUS_CHANNEL {
    @Override
    AutoCloseable dial(InetSocketAddress to, @Nullable InetSocketAddress from) throws IOException {
      AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
      try {
        if (from != null) {
          channel.bind(from);
        }
        channel.connect(to).get();
        return channel;
      } catch (IOException e) {
        channel.close();
        throw e;
      } catch (ExecutionException e) {
        channel.close();
        throw new IOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  };

  private static final int TIMEOUT_MS = 300;

  /**
   * Connects.
   *
   * @param from the local address to bind first, if any
   */
  abstract AutoCloseable dial(InetSocketAddress to, @Nullable InetSocketAddress from)
      throws IOException;

  private static Socket socket(
      Socket socket, InetSocketAddress to, @Nullable InetSocketAddress from, int timeoutMs)
      throws IOException {
    try {
      if (from != null) {
        socket.bind(from);
      }
      socket.connect(to, timeoutMs);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
