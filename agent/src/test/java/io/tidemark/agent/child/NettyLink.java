package io.tidemark.agent.child;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A connection by Netty; {@link ShadedNettyLink} is the same for the Netty inside gRPC. */
@SuppressWarnings("FutureReturnValueIgnored") // sync and await return the future itself
record NettyLink(Channel channel) implements Link {

  /** Netty's ways to dial. */
  record Way(EventLoopGroup group, Class<? extends Channel> type) implements DestinationChild.Way {
    static Way nio() {
      return new Way(
          new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()), NioSocketChannel.class);
    }

    static Way epoll() {
      return new Way(
          new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()),
          EpollSocketChannel.class);
    }

    // In the event loop, where Netty would dial in any case: there the caller is known.
    @Override
    public Link dial(String client, InetSocketAddress to, @Nullable InetSocketAddress from)
        throws Exception {
      Channel channel =
          new Bootstrap()
              .group(group)
              .channel(type)
              .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 1000)
              .handler(new ChannelInboundHandlerAdapter())
              .register()
              .sync()
              .channel();
      ChannelPromise connected = channel.newPromise();
      Callable<Boolean> connect = () -> channel.connect(to, from, connected).isDone();
      channel.eventLoop().submit(() -> Tally.call(client, connect)).get();
      connected.await();
      if (!connected.isSuccess()) {
        channel.close().sync();
        throw new IOException(connected.cause());
      }
      return new NettyLink(channel);
    }
  }

  @Override
  public void send() throws Exception {
    channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[1])).sync();
  }

  @Override
  public void shut() throws Exception {
    ((DuplexChannel) channel).shutdownOutput().sync();
  }

  @Override
  public void awaitEnd() throws Exception {
    channel.closeFuture().sync();
  }

  @Override
  public void close() throws Exception {
    channel.close().sync();
  }
}
