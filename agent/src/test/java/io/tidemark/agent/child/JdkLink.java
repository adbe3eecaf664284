package io.tidemark.agent.child;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutionException;

/** A connection by one of the JDK's classes, which have nothing in common. */
record JdkLink(AutoCloseable socket) implements Link {
  @Override
  public void send() throws Exception {
    if (socket instanceof Socket plain) {
      plain.getOutputStream().write(1);
    } else if (socket instanceof SocketChannel channel) {
      channel.write(ByteBuffer.allocate(1));
    } else {
      asynchronous().write(ByteBuffer.allocate(1)).get();
    }
  }

  @Override
  public void shut() throws IOException {
    if (socket instanceof Socket plain) {
      plain.shutdownOutput();
    } else if (socket instanceof SocketChannel channel) {
      channel.shutdownOutput();
    } else {
      asynchronous().shutdownOutput();
    }
  }

  @Override
  public void awaitEnd() throws Exception {
    try {
      while (read() >= 0) {
        // The peer has nothing to say.
      }
    } catch (IOException | ExecutionException e) {
      // It is gone.
    }
  }

  private int read() throws Exception {
    if (socket instanceof Socket plain) {
      return plain.getInputStream().read();
    }
    if (socket instanceof SocketChannel channel) {
      Thread.onSpinWait(); // some are not blocking
      return channel.read(ByteBuffer.allocate(1));
    }
    return asynchronous().read(ByteBuffer.allocate(1)).get();
  }

  private AsynchronousSocketChannel asynchronous() {
    return (AsynchronousSocketChannel) socket;
  }

  @Override
  public void close() throws Exception {
    socket.close();
  }
}
