package io.tidemark.collector.discovery;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process that may be a JVM, or become one, and when to look at it again. */
final class Candidate {
  private static final long FIRST_STEP_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long LAST_STEP_NS = TimeUnit.SECONDS.toNanos(60);
  private static final long LAST_REFRESH_NS = TimeUnit.SECONDS.toNanos(30);
  // What has run so long is worth a look at its mappings.
  private static final long DEEP_STEP_NS = TimeUnit.SECONDS.toNanos(8);
  private static final int MAX_NAME_BYTES = 64;

  private final Path proc;
  private final long pid;
  private long stepNs = FIRST_STEP_NS;
  private long dueNs;
  private boolean testable = true;
  private int deepTested;
  private Optional<JavaProcess> java = Optional.empty();
  private long refreshStepNs = FIRST_STEP_NS;
  private long refreshNs;

  Candidate(Path proc, long pid, long nowNs) {
    this.proc = proc;
    this.pid = pid;
    this.dueNs = nowNs;
  }

  long pid() {
    return pid;
  }

  Optional<JavaProcess> java() {
    return java;
  }

  boolean due(long nowNs) {
    return testable && java.isEmpty() && nowNs >= dueNs;
  }

  /** Tests it once; returns how many times its mappings were read for that. */
  int test(Description description, long nowNs, boolean deep) {
    String program = program();
    boolean named = program.equals("java");
    boolean looksDeep =
        deep && testable && !named && stepNs >= DEEP_STEP_NS && deepTested != program.hashCode();
    if (looksDeep) {
      deepTested = program.hashCode();
    }
    if (named || (looksDeep && hasLoadedJvm())) {
      describe(description, nowNs);
    }
    dueNs = nowNs + stepNs;
    stepNs = Math.min(LAST_STEP_NS, 2 * stepNs);
    return looksDeep ? 1 : 0;
  }

  /** Takes it for a JVM. */
  void describe(Description description, long nowNs) {
    close();
    java = Optional.of(description.of(pid));
    refreshStepNs = FIRST_STEP_NS;
    refreshNs = nowNs + refreshStepNs;
  }

  // What it executes; where that is hidden, the name that everybody sees. Kernel threads execute
  // nothing, and never will.
  private String program() {
    try {
      return withoutFolder(Files.readSymbolicLink(file("exe")).toString());
    } catch (AccessDeniedException e) {
      return name();
    } catch (IOException e) {
      testable = hasMemory();
      return "";
    }
  }

  // " (deleted)" follows when the JDK was replaced under a running JVM.
  private static String withoutFolder(String program) {
    String name = program.substring(program.lastIndexOf('/') + 1);
    int end = name.indexOf(" (deleted)");
    return end < 0 ? name : name.substring(0, end);
  }

  private String name() {
    try {
      return ProcText.utf8(String.join("", ProcText.lines(file("comm"), MAX_NAME_BYTES)));
    } catch (IOException e) {
      return "";
    }
  }

  private boolean hasMemory() {
    try {
      return ProcText.bytes(file("maps"), 1).length > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean hasLoadedJvm() {
    try {
      return Mappings.read(proc.resolve(Long.toString(pid))).jvm();
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether it is still the process that was described. */
  boolean lives(Description description, boolean procfs) {
    long described = java.map(JavaProcess::startTicks).orElse(0L);
    boolean same =
        procfs
            ? description.lives(pid, described)
            : ProcessHandle.of(pid).isPresent(); // another system: all it tells
    if (!same) {
      close();
      dueNs = 0;
      stepNs = FIRST_STEP_NS;
    }
    return same;
  }

  /** As described, with its mappings as they were at most half a minute ago. */
  JavaProcess refreshed(Description description, long nowNs) {
    JavaProcess known = java.orElseThrow();
    if (nowNs >= refreshNs && !known.hidden()) {
      known = description.withFiles(known);
      java = Optional.of(known);
      refreshStepNs = Math.min(LAST_REFRESH_NS, 2 * refreshStepNs);
      refreshNs = nowNs + refreshStepNs;
    }
    return known;
  }

  /** Lets go of its files; always true. */
  boolean close() {
    java.ifPresent(JavaProcess::close);
    java = Optional.empty();
    return true;
  }

  private Path file(String name) {
    return proc.resolve(Long.toString(pid)).resolve(name);
  }
}
