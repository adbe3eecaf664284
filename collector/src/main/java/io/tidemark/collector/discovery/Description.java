package io.tidemark.collector.discovery;

import io.tidemark.collector.cgroup.CgroupPath;
import io.tidemark.collector.kernel.ProcessStat;
import io.tidemark.collector.kernel.ProcessStats;
import io.tidemark.collector.kernel.Uptime;
import io.tidemark.segment.Label;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Describes one JVM from its folder in procfs.
 *
 * @param proc the root of procfs
 * @param tmp where the collector itself looks for hsperfdata files
 * @param directory where the collector itself looks for segments
 * @param stats what is read once for all that ask
 * @param epochMs the time
 */
record Description(Path proc, Path tmp, Path directory, ProcessStats stats, LongSupplier epochMs) {
  private static final int MAX_COMMAND_BYTES = 128 << 10;
  private static final int MAX_ENVIRONMENT_BYTES = 256 << 10;
  private static final int MAX_NAME_BYTES = 100;
  private static final int MS_PER_TICK = 10; // USER_HZ is 100 wherever a JVM runs

  /** Everything that can be known of a process; what cannot be read is left out. */
  JavaProcess of(long pid) {
    Path folder = proc.resolve(Long.toString(pid));
    long ticks = startTicks(pid);
    boolean hidden = !Files.isReadable(folder.resolve("environ"));
    long inner = orElse(() -> ProcessStatus.read(folder, pid).innerPid(), 0L);
    JavaCommand command = command(folder);
    Optional<String> container =
        orElse(() -> CgroupPath.read(proc, pid).container(), Optional.empty());
    JavaProcess described =
        new JavaProcess(
            pid,
            ticks,
            startEpochMs(ticks),
            inner > 0 ? inner : pid,
            hidden,
            command.service().map(name -> Label.clean(name, MAX_NAME_BYTES)),
            MainName.of(command.main()),
            container,
            command.perfOff(),
            Optional.empty(),
            Set.of(),
            List.of());
    return withFiles(described);
  }

  /** The same process, with what it has mapped by now; files that are held already stay so. */
  JavaProcess withFiles(JavaProcess known) {
    Path folder = proc.resolve(Long.toString(known.pid()));
    Mappings mappings = orElse(() -> Mappings.read(folder), Mappings.NONE);
    boolean ownFiles = sharesFiles(folder);
    Set<String> names = new HashSet<>();
    List<HeldFile> segments = new ArrayList<>();
    for (String segment : mappings.segments()) {
      names.add(segment.substring(segment.lastIndexOf('/') + 1));
      if (!ownFiles || !isIn(directory, segment)) {
        hold(folder, segment, known.segments()).ifPresent(segments::add);
      }
    }
    Optional<HeldFile> perf =
        mappings
            .perf()
            .filter(path -> !ownFiles || !path.startsWith(tmp + "/hsperfdata_"))
            .flatMap(path -> hold(folder, path, known.perf().stream().toList()));
    known.closeAllBut(perf, segments);
    return new JavaProcess(
        known.pid(),
        known.startTicks(),
        known.startEpochMs(),
        known.innerPid(),
        known.hidden(),
        known.service(),
        known.main(),
        known.container(),
        known.perfOff(),
        perf,
        names,
        segments);
  }

  private static boolean isIn(Path directory, String file) {
    return file.startsWith(directory + "/")
        && file.lastIndexOf('/') == directory.toString().length();
  }

  private static Optional<HeldFile> hold(Path folder, String inside, List<HeldFile> held) {
    Path root = folder.resolve("root");
    return held.stream()
        .filter(file -> file.shown().toString().equals(root + inside))
        .findAny()
        .or(() -> orElse(() -> Optional.of(HeldFile.open(root, inside)), Optional.empty()));
  }

  // The same mount namespace, and no other root: every path leads both to the same file.
  private boolean sharesFiles(Path folder) {
    return orElse(
        () ->
            Files.readSymbolicLink(folder.resolve("ns/mnt"))
                    .equals(Files.readSymbolicLink(proc.resolve("self/ns/mnt")))
                && Files.readSymbolicLink(folder.resolve("root")).equals(Path.of("/")),
        false);
  }

  private static JavaCommand command(Path folder) {
    byte[] none = new byte[0];
    return JavaCommand.parse(
        orElse(() -> ProcText.bytes(folder.resolve("cmdline"), MAX_COMMAND_BYTES), none),
        orElse(() -> ProcText.bytes(folder.resolve("environ"), MAX_ENVIRONMENT_BYTES), none));
  }

  /** When a process started, in clock ticks since boot; 0 when that is not told. */
  long startTicks(long pid) {
    return orElse(() -> stats.of(pid).startTicks(), 0L);
  }

  /** Whether it is still the process that started then. */
  boolean lives(long pid, long startTicks) {
    try {
      ProcessStat stat = stats.of(pid);
      return !stat.ended() && stat.startTicks() == startTicks;
    } catch (IOException e) { // it is gone, or tells nothing, as it did before
      return startTicks == 0 && Files.isDirectory(proc.resolve(Long.toString(pid)));
    }
  }

  private long startEpochMs(long ticks) {
    if (ticks == 0) {
      return 0;
    }
    byte[] none = new byte[0];
    String uptime =
        new String(
            orElse(() -> ProcText.bytes(proc.resolve("uptime"), 64), none),
            StandardCharsets.ISO_8859_1);
    OptionalDouble seconds = Uptime.seconds(uptime);
    return seconds.isEmpty()
        ? 0
        : epochMs.getAsLong() - Math.round(1000 * seconds.getAsDouble()) + MS_PER_TICK * ticks;
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  // A process may end, or hide a file, between any two looks at it.
  private static <T> T orElse(Reading<T> reading, T otherwise) {
    try {
      return reading.read();
    } catch (IOException | UncheckedIOException e) {
      return otherwise;
    }
  }
}
