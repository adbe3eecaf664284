package io.tidemark.collector.signal;

import com.sun.jna.Platform;
import io.tidemark.segment.SegmentDirectory;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the sampler needs to know.
 *
 * @param directory where JVMs leave their segments
 * @param proc the root of procfs; a procfs anywhere but at {@code /proc} is a fixture, and then
 *     nothing is asked of the running system; where there is none, OSHI is asked
 * @param tmp where HotSpot keeps {@code hsperfdata_*}, whatever the JVMs' own settings
 * @param interval from one sample to the next; one second
 * @param keepDead how long the segment of a dead JVM is kept; ten minutes
 * @param version the collector's own version
 * @param guest whether it only looks: then it removes no segment and writes no note, since a
 *     collector may run beside it
 */
public record CollectorSettings(
    SegmentDirectory directory,
    Path proc,
    Path tmp,
    Duration interval,
    Duration keepDead,
    String version,
    boolean guest) {

  /** For years: a guest removes nothing. */
  private static final Duration ALWAYS = Duration.ofDays(36_500);

  /** Root of procfs on a running Linux. */
  public static final Path PROC = Path.of("/proc");

  /**
   * Where HotSpot keeps {@code hsperfdata_*}: on macOS and Windows the user's own directory, else
   * {@code /tmp}. Source: {@code os::get_temp_directory}.
   */
  public static final Path TMP =
      Path.of(
          Platform.isMac() || Platform.isWindows() ? System.getProperty("java.io.tmpdir") : "/tmp");

  /** Of a collector. */
  public CollectorSettings(
      SegmentDirectory directory,
      Path proc,
      Path tmp,
      Duration interval,
      Duration keepDead,
      String version) {
    this(directory, proc, tmp, interval, keepDead, version, false);
  }

  /** Of a command that looks for a while, once a second. */
  public static CollectorSettings guest(
      SegmentDirectory directory, Path proc, Path tmp, String version) {
    return new CollectorSettings(
        directory, proc, tmp, Duration.ofSeconds(1), ALWAYS, version, true);
  }

  /** The defaults for a directory of segments. */
  public static CollectorSettings of(SegmentDirectory directory, String version) {
    return new CollectorSettings(
        directory, PROC, TMP, Duration.ofSeconds(1), Duration.ofMinutes(10), version);
  }

  /** Checks the times. */
  public CollectorSettings {
    if (interval.isNegative() || interval.isZero() || keepDead.isNegative()) {
      throw new IllegalArgumentException(
          "interval=" + interval + " keepDead=" + keepDead + ", expected positive times");
    }
  }

  /** Whether what is sampled is the running Linux, and not a fixture tree or another system. */
  boolean live() {
    return proc.equals(PROC);
  }
}
