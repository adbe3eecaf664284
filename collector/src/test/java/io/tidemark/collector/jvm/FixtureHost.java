package io.tidemark.collector.jvm;

import io.tidemark.collector.process.FixtureProcess;
import io.tidemark.segment.SegmentDirectory;
import io.tidemark.segment.SegmentIdentity;
import io.tidemark.segment.SegmentLayout;
import io.tidemark.segment.SegmentWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * A host in a directory: procfs, {@code /tmp} and the directory of segments, as files that tests
 * fill. Its hsperfdata files were recorded from real JVMs, under {@code hsperf/} of the resources;
 * its segments are written by this process, whose locks the reader sees as those of another.
 */
public final class FixtureHost {
  private static final List<String> PROC_FILES =
      List.of(
          "proc/net/tcp",
          "proc/net/tcp6",
          "proc/net/sockstat",
          "proc/net/sockstat6",
          "proc/net/snmp",
          "proc/net/netstat",
          "proc/loadavg",
          "proc/meminfo",
          "proc/pressure/cpu",
          "proc/pressure/io",
          "proc/pressure/memory",
          "proc/stat",
          "proc/uptime",
          "proc/sys/kernel/hostname",
          "proc/sys/net/ipv4/ip_local_port_range",
          "proc/sys/net/ipv4/ip_local_reserved_ports",
          "proc/sys/net/ipv4/tcp_max_tw_buckets");

  private static final int ENTRY_HEADER_BYTES = 20;

  private final Path root;

  /** A host without processes, with the sockets under {@code proc/} of the resources. */
  public FixtureHost(Path root) throws IOException {
    this.root = root;
    Files.createDirectories(tmp().resolve("hsperfdata_app"));
    Files.createDirectories(segments().path());
    for (String file : PROC_FILES) {
      Path copy = root.resolve(file);
      Files.createDirectories(Objects.requireNonNull(copy.getParent()));
      try (InputStream in = resource("/" + file)) {
        Files.copy(in, copy);
      }
    }
  }

  /** Root of its procfs. */
  public Path proc() {
    return root.resolve("proc");
  }

  /** Its {@code /tmp}. */
  public Path tmp() {
    return root.resolve("tmp");
  }

  /** Its segments. */
  public SegmentDirectory segments() {
    return new SegmentDirectory(root.resolve("segments"));
  }

  /** Where a process's hsperfdata file is. */
  public Path perfFile(long pid) {
    return tmp().resolve("hsperfdata_app").resolve(Long.toString(pid));
  }

  /** Starts a process that has mapped a file. */
  public void startProcess(long pid, Path mapped) throws IOException {
    FixtureProcess.start(proc(), pid, "java");
    Path process = proc().resolve(Long.toString(pid));
    Files.writeString(
        process.resolve("maps"),
        "7f00-7f08 r-xp 00000000 fe:00 1  /usr/lib/libc.so.6\n7f10-7f18 rw-s 00000000 fe:00 2  "
            + mapped
            + "\n");
  }

  /** When the JVM of a recording started. */
  static long startEpochMs(String recording) throws IOException {
    return Hsperf.parse(ByteBuffer.wrap(recording(recording))).startEpochMs();
  }

  /** Starts a JVM of which there is a recording, such as {@code jdk17-G1}. */
  public void startJvm(long pid, String recording) throws IOException {
    Files.write(perfFile(pid), recording(recording));
    startProcess(pid, perfFile(pid));
  }

  /** Has a JVM count on: changes a number in its hsperfdata file. */
  public void setCounter(long pid, String name, long value) throws IOException {
    byte[] file = Files.readAllBytes(perfFile(pid));
    setCounter(file, name, value);
    Files.write(perfFile(pid), file);
  }

  /** Changes a number in a copy of an hsperfdata file. */
  static void setCounter(byte[] file, String name, long value) {
    int entry = entry(file, name);
    ByteBuffer words = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    words.putLong(entry + words.getInt(entry + ENTRY_HEADER_BYTES - Integer.BYTES), value);
  }

  /** Gives an entry in a copy of an hsperfdata file another name of the same length. */
  static void rename(byte[] file, String name, String other) {
    byte[] bytes = other.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, file, entry(file, name) + ENTRY_HEADER_BYTES, name.length());
  }

  private static int entry(byte[] file, String name) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int at = text.indexOf(name + '\0');
    if (at < 0) {
      throw new IllegalArgumentException("no counter " + name);
    }
    return at - ENTRY_HEADER_BYTES;
  }

  /** Ends a process as {@code kill -9} does: its files stay. */
  public void kill(long pid) throws IOException {
    FixtureProcess.end(proc(), pid);
  }

  /** The agent's writer in a process of this host. */
  public SegmentWriter attach(long pid, String service, long startEpochMs) throws IOException {
    return SegmentWriter.create(
        segments(),
        new SegmentLayout(8, 4, 16, 1),
        new SegmentIdentity(service, "0.1.0", "17.0.15", pid, startEpochMs));
  }

  /** The bytes of a recorded hsperfdata file. */
  public static byte[] recording(String name) throws IOException {
    try (InputStream in = resource("/hsperf/" + name + ".hsperfdata.gz");
        InputStream unpacked = new GZIPInputStream(in)) {
      return unpacked.readAllBytes();
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(FixtureHost.class.getResourceAsStream(name), name);
  }
}
