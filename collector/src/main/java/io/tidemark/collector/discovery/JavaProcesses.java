package io.tidemark.collector.discovery;

import io.tidemark.collector.kernel.ProcessStats;
import io.tidemark.collector.process.Procfs;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The JVMs among the processes that procfs shows.
 *
 * <p>A process becomes a JVM when it executes one, which a container's start script may do after
 * minutes; so each is tested again, at intervals that double up to a minute. The test is one link
 * read: what it executes. Only what keeps executing something else is asked once whether it has
 * loaded a JVM as a library. JVMs are described once, and their mappings, in which an agent's
 * segment may appear at any time, are read again at intervals that double up to half a minute.
 *
 * <p>Bounds: {@value #MAX_ENTRIES} processes, {@value #MAX_JVMS} JVMs, {@value #MAX_TESTS} tests a
 * look after the first. A list of all processes costs a microsecond or more each, so that it is
 * made again only after {@value #REST} times the time it took: on a host with many, a new JVM is
 * seen some seconds later instead.
 *
 * <p>Not thread-safe.
 */
public final class JavaProcesses implements Closeable {
  private static final int MAX_ENTRIES = 32_768;
  private static final int MAX_JVMS = 256;
  private static final int MAX_TESTS = 128;
  private static final int MAX_DEEP_TESTS = 8;
  private static final int REST = 500;

  private final Path proc;
  private final boolean procfs;
  private final LongSupplier nanoTime;
  private final Description description;
  private final Map<Long, Candidate> candidates = new HashMap<>();
  private long nextListingNs;
  private boolean looked;

  /**
   * Looks nowhere yet.
   *
   * @param proc the root of procfs
   * @param tmp where the collector itself looks for hsperfdata files
   * @param directory where the collector itself looks for segments
   * @param stats what is read once for all that ask
   * @param epochMs the time, in milliseconds since 1970
   * @param nanoTime a clock that does not jump, in nanoseconds
   */
  public JavaProcesses(
      Path proc,
      Path tmp,
      Path directory,
      ProcessStats stats,
      LongSupplier epochMs,
      LongSupplier nanoTime) {
    this.proc = proc;
    this.procfs = Procfs.at(proc);
    this.nanoTime = nanoTime;
    this.description = new Description(proc, tmp, directory, stats, epochMs);
    this.nextListingNs = nanoTime.getAsLong();
  }

  /**
   * The JVMs that there are now, by process id.
   *
   * @param certain processes that are known to be JVMs in another way
   */
  public List<JavaProcess> look(Collection<Long> certain) {
    long nowNs = nanoTime.getAsLong();
    if (nowNs >= nextListingNs) {
      list(nowNs);
      nextListingNs = nowNs + REST * (nanoTime.getAsLong() - nowNs);
    }
    test(nowNs);
    for (long pid : certain) {
      Candidate candidate = candidates.computeIfAbsent(pid, id -> new Candidate(proc, id, nowNs));
      if (!candidate.java().isPresent()) {
        candidate.describe(description, nowNs);
      }
    }
    return jvms(nowNs);
  }

  private void list(long nowNs) {
    Set<Long> there = new HashSet<>();
    String[] entries = proc.toFile().list();
    if (entries == null) {
      return; // no procfs: another system, and no processes to be told
    }
    for (String entry : entries) {
      long pid = Digits.of(entry);
      if (pid > 0 && there.size() < MAX_ENTRIES) {
        there.add(pid);
        candidates.computeIfAbsent(pid, id -> new Candidate(proc, id, nowNs));
      }
    }
    candidates
        .values()
        .removeIf(candidate -> !there.contains(candidate.pid()) && candidate.close());
  }

  private void test(long nowNs) {
    int left = looked ? MAX_TESTS : MAX_ENTRIES;
    int deepLeft = MAX_DEEP_TESTS;
    looked = true;
    for (Candidate candidate : candidates.values()) {
      if (left > 0 && candidate.due(nowNs)) {
        left--;
        deepLeft -= candidate.test(description, nowNs, deepLeft > 0);
      }
    }
  }

  private List<JavaProcess> jvms(long nowNs) {
    List<JavaProcess> jvms = new ArrayList<>();
    for (Candidate candidate : candidates.values()) {
      if (jvms.size() < MAX_JVMS
          && candidate.java().isPresent()
          && candidate.lives(description, procfs)) {
        jvms.add(candidate.refreshed(description, nowNs));
      }
    }
    jvms.sort(Comparator.comparingLong(JavaProcess::pid));
    return jvms;
  }

  @Override
  public void close() {
    candidates.values().forEach(Candidate::close);
    candidates.clear();
  }
}
