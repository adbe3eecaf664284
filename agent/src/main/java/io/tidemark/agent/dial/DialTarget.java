package io.tidemark.agent.dial;

import io.tidemark.agent.weave.Target;
import io.tidemark.agent.weave.Weaving;

/** The classes of the JDK that dials pass through. */
public enum DialTarget implements Target {
  /** Every connect, and late failures. */
  NET("sun.nio.ch.Net"),
  /** Behind {@code Socket} and {@code ServerSocket}: binds and timeouts. */
  SOCKET("sun.nio.ch.NioSocketImpl"),
  /** {@code SocketChannel}: binds, and timeouts of its {@code socket()}. */
  CHANNEL("sun.nio.ch.SocketChannelImpl"),
  /** {@code AsynchronousSocketChannel}: binds. */
  ASYNCHRONOUS_CHANNEL("sun.nio.ch.AsynchronousSocketChannelImpl"),
  /** The same, where there is no Windows: late failures. */
  UNIX_ASYNCHRONOUS_CHANNEL("sun.nio.ch.UnixAsynchronousSocketChannelImpl");

  private final String className;

  DialTarget(String className) {
    this.className = className;
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
  public Weaving weaving() {
    return DialWeaving.of(this);
  }
}
