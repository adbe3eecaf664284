package io.tidemark.agent.dial;

/** What can be told of Netty's native channels without knowing their classes. */
final class NettyChannel {
  private static final String TCP = ".epoll.EpollSocketChannel";

  private NettyChannel() {}

  /** Whether it is one that dials TCP; servers, datagrams and Unix domain sockets are not. */
  static boolean isTcp(Object channel) {
    for (Class<?> c = channel.getClass(); c != null; c = c.getSuperclass()) {
      if (c.getName().endsWith(TCP)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a failure came from the system call bind, which Netty's texts begin with. */
  static boolean isOfBind(Throwable failure) {
    String message = failure.getMessage();
    return message != null && message.startsWith("bind(");
  }
}
