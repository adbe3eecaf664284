package io.tidemark.lab.memcached;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.util.Optional;

/**
 * One connection to memcached, speaking {@code get}, {@code set} and {@code version} of its text
 * protocol over a blocking socket. Keys are 1 to 250 bytes without spaces or control characters.
 *
 * <p>For one thread at a time. After an exception the connection is in an unknown state and must be
 * closed.
 */
final class MemcachedConnection implements Closeable {
  private static final int MAX_KEY_BYTES = 250;
  private static final int MAX_LINE_BYTES = 1024;
  private static final int MAX_VALUE_BYTES = 1024 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private MemcachedConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 1024);
    this.out = socket.getOutputStream();
  }

  /**
   * Dials {@code server} from {@code source} and the first of {@code ports} that is free. The
   * explicit bind takes a local port for every destination at once, which is what exhausted them in
   * the incident.
   *
   * @param watch told of every attempt: each port that is taken is one
   */
  static MemcachedConnection dial(
      InetAddress source, int[] ports, InetSocketAddress server, int timeoutMs, DialWatch watch)
      throws IOException {
    Socket socket = new Socket();
    try {
      bind(socket, source, ports, watch);
      connect(socket, server, timeoutMs, watch);
      socket.setSoTimeout(timeoutMs);
      socket.setTcpNoDelay(true);
      return new MemcachedConnection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  Optional<byte[]> get(String key) throws IOException {
    out.write(("get " + checked(key) + "\r\n").getBytes(US_ASCII));
    String line = readLine();
    if (line.equals("END")) {
      return Optional.empty();
    }
    byte[] value = in.readNBytes(valueLength(line, key));
    expect("");
    expect("END");
    return Optional.of(value);
  }

  /** Stores without expiry. */
  void set(String key, byte[] value) throws IOException {
    ByteArrayOutputStream command = new ByteArrayOutputStream(value.length + key.length() + 32);
    command.write(("set " + checked(key) + " 0 0 " + value.length + "\r\n").getBytes(US_ASCII));
    command.write(value);
    command.write('\r');
    command.write('\n');
    command.writeTo(out);
    expect("STORED");
  }

  String version() throws IOException {
    out.write("version\r\n".getBytes(US_ASCII));
    String line = readLine();
    if (!line.startsWith("VERSION ")) {
      throw new ProtocolException("memcached: expected VERSION, found " + line);
    }
    return line.substring("VERSION ".length());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static void bind(Socket socket, InetAddress source, int[] ports, DialWatch watch)
      throws IOException {
    for (int i = 0; !socket.isBound(); i++) {
      try {
        socket.bind(new InetSocketAddress(source, ports[i]));
      } catch (BindException e) {
        watch.dialled();
        watch.failed(CacheFailure.of(e));
        if (i == ports.length - 1) {
          throw e;
        }
      }
    }
  }

  private static void connect(
      Socket socket, InetSocketAddress server, int timeoutMs, DialWatch watch) throws IOException {
    watch.dialled();
    try {
      socket.connect(server, timeoutMs);
    } catch (IOException e) {
      watch.failed(CacheFailure.of(e));
      throw e;
    }
  }

  private static String checked(String key) {
    boolean clean = key.chars().allMatch(c -> c > ' ' && c < 127);
    if (key.isEmpty() || key.length() > MAX_KEY_BYTES || !clean) {
      throw new IllegalArgumentException(
          "memcached: a key is 1 to 250 printable ASCII characters, found " + key);
    }
    return key;
  }

  /** Parses {@code VALUE <key> <flags> <bytes>}. */
  private static int valueLength(String line, String key) throws IOException {
    String[] words = line.split(" ", -1);
    if (words.length < 4 || !words[0].equals("VALUE") || !words[1].equals(key)) {
      throw new ProtocolException("memcached: expected VALUE " + key + ", found " + line);
    }
    try {
      int length = Integer.parseInt(words[3]);
      if (length >= 0 && length <= MAX_VALUE_BYTES) {
        return length;
      }
    } catch (NumberFormatException e) {
      // Reported below with the line that holds it.
    }
    throw new ProtocolException("memcached: expected a length up to 1 MiB, found " + line);
  }

  private void expect(String expected) throws IOException {
    String line = readLine();
    if (!line.equals(expected)) {
      throw new ProtocolException("memcached: expected '" + expected + "', found '" + line + "'");
    }
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("memcached: the server closed the connection");
      }
      if (line.length() == MAX_LINE_BYTES) {
        throw new ProtocolException("memcached: a line of more than 1,024 bytes");
      }
      line.append((char) c);
    }
    int length = line.length();
    return length > 0 && line.charAt(length - 1) == '\r'
        ? line.substring(0, length - 1)
        : line.toString();
  }
}
