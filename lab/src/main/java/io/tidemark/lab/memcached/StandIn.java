package io.tidemark.lab.memcached;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A stand-in for memcached where none is installed: {@code get}, {@code set}, {@code version} and
 * {@code quit} of its text protocol, one thread a connection. It holds at most 200,000 entries and
 * forgets them all when it is full: crude, and enough for a cache that mostly misses.
 */
public final class StandIn implements Closeable {
  private static final int MAX_ENTRIES = 200_000;
  private static final int MAX_LINE_BYTES = 1024;
  private static final int MAX_VALUE_BYTES = 1024 * 1024;
  private static final int BACKLOG = 1024;

  private final Map<String, byte[]> values = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool(StandIn::daemon);
  private final Consumer<String> beforeGet;
  private final ServerSocket listener;

  /**
   * @param port 0 for a free one
   */
  public StandIn(InetAddress address, int port) throws IOException {
    this(address, port, key -> {});
  }

  /**
   * One that takes its time.
   *
   * @param beforeGet gets every key that is asked for, before the answer is looked up, on the
   *     thread of its connection; may wait
   */
  public StandIn(InetAddress address, int port, Consumer<String> beforeGet) throws IOException {
    this.beforeGet = beforeGet;
    this.listener = new ServerSocket(port, BACKLOG, address);
    threads.execute(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Ends the listener; connections end with their clients. */
  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "stand-in");
    thread.setDaemon(true);
    return thread;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException e) {
      // The listener was closed: the server's regular end.
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      for (String line = readLine(in);
          !line.isEmpty() && !line.equals("quit");
          line = readLine(in)) {
        out.write(answer(line.split(" ", -1), in));
      }
    } catch (IOException e) {
      // A client that went away ends its own connection only.
    }
  }

  private byte[] answer(String[] words, InputStream in) throws IOException {
    if (words[0].equals("get") && words.length == 2) {
      beforeGet.accept(words[1]);
      return get(words[1]);
    }
    if (words[0].equals("set") && words.length == 5 && words[4].matches("\\d{1,7}")) {
      return set(words[1], Integer.parseInt(words[4]), in);
    }
    return ascii(words[0].equals("version") ? "VERSION stand-in\r\n" : "ERROR\r\n");
  }

  private byte[] get(String key) {
    byte[] value = values.get(key);
    return ascii(
        value == null
            ? "END\r\n"
            : "VALUE "
                + key
                + " 0 "
                + value.length
                + "\r\n"
                + new String(value, ISO_8859_1)
                + "\r\nEND\r\n");
  }

  private byte[] set(String key, int length, InputStream in) throws IOException {
    byte[] value = in.readNBytes(length);
    readLine(in);
    if (length > MAX_VALUE_BYTES) {
      return ascii("SERVER_ERROR object too large for cache\r\n");
    }
    if (values.size() >= MAX_ENTRIES) {
      values.clear();
    }
    values.put(key, value);
    return ascii("STORED\r\n");
  }

  /** Reads to the line feed; an empty string at the end of the stream. */
  private static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (line.length() == MAX_LINE_BYTES) {
        throw new IOException("stand-in: a line of more than 1,024 bytes");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
