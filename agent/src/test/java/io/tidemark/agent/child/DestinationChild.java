package io.tidemark.agent.child;

import io.tidemark.agent.child.Peer.Habit;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Dials in every way that the agent follows, to peers that end connections in every way. */
public final class DestinationChild {
  /** A way to dial. */
  interface Way {
    /**
     * Connects for a client.
     *
     * @param from the local address to bind first, if any
     */
    Link dial(String client, InetSocketAddress to, @Nullable InetSocketAddress from)
        throws Exception;
  }

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final String LOCAL = "CLOSED_LOCAL";
  private static final String REMOTE = "CLOSED_REMOTE";
  private static final String REFUSED = "DIAL_CONNECTION_REFUSED";
  private static final String TIMED_OUT = "DIAL_TIMED_OUT";

  private final Tally rows = new Tally();
  private final Tally destinations = new Tally();
  private final List<AutoCloseable> open = new ArrayList<>();

  private DestinationChild() {}

  /** Runs what {@code DestinationIT} names, and writes to a file what was to be counted. */
  public static void main(String[] arguments) throws Exception {
    DestinationChild child = new DestinationChild();
    switch (arguments[0]) {
      case "ends" -> child.ends();
      case "failures" -> child.failures();
      case "http" -> child.http();
      case "ipv6" -> child.ipv6();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    Files.writeString(Path.of(arguments[1]), child.rows.toString() + child.destinations);
    Handshake.await();
    for (AutoCloseable socket : child.open) {
      socket.close();
    }
    System.exit(0); // Netty's event loops go on
  }

  private static Map<String, Way> ways() {
    Map<String, Way> ways = new LinkedHashMap<>();
    for (Dialer dialer : Dialer.values()) {
      ways.put(
          dialer.name(),
          (client, to, from) -> Tally.call(client, () -> new JdkLink(dialer.dial(to, from))));
    }
    ways.put("NETTY_NIO", NettyLink.Way.nio());
    ways.put("NETTY_EPOLL", NettyLink.Way.epoll());
    ways.put("SHADED_NETTY_EPOLL", ShadedNettyLink.Way.epoll());
    return ways;
  }

  // Each connection is ended outside of the request that dialled it.
  private void ends() throws Exception {
    InetSocketAddress keeps = new Peer(LOOPBACK, Habit.KEEP).address();
    InetSocketAddress closes = new Peer(LOOPBACK, Habit.CLOSE).address();
    InetSocketAddress resets = new Peer(LOOPBACK, Habit.RESET).address();
    for (Map.Entry<String, Way> entry : ways().entrySet()) {
      Way way = entry.getValue();
      String name = entry.getKey();
      link(way, "first-" + name, keeps, LOCAL).close();
      link(way, Tally.NOBODY, keeps, LOCAL).close();
      Link closed = link(way, "second-" + name, closes, REMOTE);
      closed.send();
      closed.awaitEnd();
      closed.close();
      Link reset = link(way, "third-" + name, resets, REMOTE);
      reset.send();
      reset.awaitEnd();
      reset.close();
      Link shut = link(way, "fourth-" + name, closes, LOCAL);
      shut.shut();
      shut.awaitEnd();
      shut.close();
      link(way, "open-" + name, keeps, "").send();
    }
    inBackground(keeps);
  }

  private Link link(Way way, String client, InetSocketAddress to, String end) throws Exception {
    count(client, to, "DIALS", end);
    Link link = way.dial(client, to, null);
    if (end.isEmpty()) {
      open.add(link::close);
    }
    return link;
  }

  private void count(String client, @Nullable InetSocketAddress to, String... columns) {
    for (String column : columns) {
      if (!column.isEmpty()) {
        String destination =
            to == null ? "other" : to.getAddress().getHostAddress() + ":" + to.getPort();
        rows.add(client, column, 1);
        destinations.add(destination, "DESTINATION_" + column.replaceFirst("^DIAL_", ""), 1);
      }
    }
  }

  private void inBackground(InetSocketAddress to) throws Exception {
    count(Tally.NOBODY, to, "DIALS", LOCAL);
    Thread thread = new Thread(() -> quietly(() -> Dialer.SOCKET.dial(to, null)));
    thread.start();
    thread.join();
  }

  private static void quietly(Callable<AutoCloseable> dial) {
    try {
      dial.call().close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void failures() throws Exception {
    InetSocketAddress up = new Peer(LOOPBACK, Habit.KEEP).address();
    InetSocketAddress down = unused(LOOPBACK);
    InetSocketAddress full = full();
    for (Map.Entry<String, Way> entry : ways().entrySet()) {
      Way way = entry.getValue();
      String name = entry.getKey();
      fails("refused-" + name, down, REFUSED, client -> way.dial(client, down, null));
      fails("busy-" + name, null, "DIAL_ADDRESS_ALREADY_IN_USE", c -> way.dial(c, up, up));
      if (name.contains("TIMEOUT") || name.contains("NETTY")) {
        fails("hasty-" + name, full, TIMED_OUT, client -> way.dial(client, full, null));
      }
    }
    givenUp(full);
    foundByAnother(down);
  }

  private static InetSocketAddress unused(InetAddress address) throws IOException {
    try (ServerSocket gone = new ServerSocket(0, 1, address)) {
      return (InetSocketAddress) gone.getLocalSocketAddress();
    }
  }

  // A server that accepts nobody: what no longer fits into its queue is not answered.
  private InetSocketAddress full() throws Exception {
    ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
    open.add(server);
    InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
    for (int i = 0; i < 8; i++) {
      open.add(begin("waiting", address));
    }
    return address;
  }

  private SocketChannel begin(String client, InetSocketAddress to) throws Exception {
    count(client, to, "DIALS");
    return Tally.call(
        client,
        () -> {
          SocketChannel channel = SocketChannel.open();
          channel.configureBlocking(false);
          if (channel.connect(to)) {
            throw new IllegalStateException("connected at once");
          }
          return channel;
        });
  }

  private void givenUp(InetSocketAddress full) throws Exception {
    begin("impatient", full).close();
    count("impatient", full, TIMED_OUT);
  }

  private void foundByAnother(InetSocketAddress down) throws Exception {
    try (SocketChannel channel = begin("absent", down);
        Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_CONNECT);
      selector.select();
      count("absent", down, REFUSED);
      Tally.run("finder", () -> fails(channel::finishConnect));
    }
  }

  /** Something to do for a client. */
  private interface Dial {
    Object dial(String client) throws Exception;
  }

  private void fails(String client, @Nullable InetSocketAddress to, String error, Dial dial)
      throws Exception {
    count(client, to, "DIALS", error);
    fails(() -> dial.dial(client));
  }

  private static boolean fails(Callable<?> action) throws Exception {
    try {
      action.call();
    } catch (IOException e) {
      return true;
    }
    throw new IllegalStateException("it did not fail");
  }

  private void http() throws Exception {
    // Else it dials again by itself, on a thread that works for nobody.
    System.setProperty("jdk.httpclient.disableRetryConnect", "true");
    InetSocketAddress server = new Peer(LOOPBACK, Habit.ANSWER_HTTP_AND_CLOSE).address();
    HttpClient client = HttpClient.newHttpClient();
    for (int i = 0; i < 3; i++) {
      count("browser", server, "DIALS", REMOTE);
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + "/")).build();
      Tally.run("browser", () -> client.send(request, HttpResponse.BodyHandlers.ofString()));
    }
    InetSocketAddress down = unused(LOOPBACK);
    HttpRequest nowhere =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + down.getPort() + "/")).build();
    fails(
        "lost",
        down,
        REFUSED,
        name -> Tally.call(name, () -> client.send(nowhere, HttpResponse.BodyHandlers.ofString())));
  }

  private void ipv6() throws Exception {
    byte[] one = new byte[16];
    one[15] = 1;
    InetSocketAddress six = new Peer(InetAddress.getByAddress(one), Habit.KEEP).address();
    InetSocketAddress four = new Peer(LOOPBACK, Habit.KEEP).address();
    byte[] mapped = new byte[16];
    mapped[10] = -1;
    mapped[11] = -1;
    System.arraycopy(LOOPBACK.getAddress(), 0, mapped, 12, 4);
    InetAddress dressed = Inet6Address.getByAddress("", mapped, -1);
    for (Map.Entry<String, Way> entry : ways().entrySet()) {
      for (int i = 0; i < 2; i++) {
        InetSocketAddress to = i == 0 ? six : new InetSocketAddress(dressed, four.getPort());
        for (String column : List.of("DIALS", LOCAL)) {
          rows.add("new", column, 1);
          String name = i == 0 ? "::1:" + six.getPort() : "127.0.0.1:" + four.getPort();
          destinations.add(name, "DESTINATION_" + column, 1);
        }
        entry.getValue().dial("new", to, null).close();
      }
    }
  }
}
