package io.tidemark.collector.page;

import com.sun.net.httpserver.HttpServer;
import io.tidemark.collector.sample.Snapshot;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A feed of large messages on a server that allows an answer two seconds, in a process of its own,
 * since the JDK's server reads its bounds once. Prints its port, then how many listen whenever that
 * changes; ends with its input.
 */
final class FeedMain {
  private static final int MESSAGE_CHARS = 1 << 20;

  private FeedMain() {}

  public static void main(String[] arguments) throws Exception {
    System.setProperty("sun.net.httpserver.maxRspTime", "2");
    System.setProperty("sun.net.httpserver.timerMillis", "200");
    Timeline timeline = new Timeline();
    String message = "x".repeat(MESSAGE_CHARS);
    try (LiveFeed feed = new LiveFeed(timeline, () -> message, Duration.ofMinutes(5))) {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", exchange -> feed.open(exchange, false));
      server.start();
      System.out.println(server.getAddress().getPort());
      int told = 0;
      while (System.in.available() == 0) {
        timeline.accept(Snapshot.NONE);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        if (feed.listeners() != told) {
          told = feed.listeners();
          System.out.println(told);
        }
      }
      server.stop(0);
    }
  }
}
