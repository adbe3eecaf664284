package io.tidemark.collector.jvm;

import io.tidemark.collector.discovery.HeldFile;
import io.tidemark.collector.discovery.JavaProcess;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The hsperfdata files of living JVMs: {@code hsperfdata_<user>/<pid>}. HotSpot leaves the file of
 * a killed JVM behind, so each is checked once to be mapped by the process of its name.
 *
 * <p>{@code /tmp}, which may have thousands of entries of others, is listed every few seconds, and
 * at once when there is a new JVM of which no file is known; the folders in it at each look. Their
 * time of change would tell nothing sooner: it stands still for some milliseconds after a change. A
 * file stays open until another file has its name.
 */
final class PerfWatch implements Closeable {
  private static final long LIST_AGAIN_NS = Duration.ofSeconds(5).toNanos();
  private static final String FOLDER = "hsperfdata_";
  private static final int MAX_DIGITS = 10;

  private final Path tmp;
  private final ProcessTree processes;
  private final LongSupplier nanoTime;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(HsperfReader.FIRST_BYTES);
  private final Map<Path, Open> open = new HashMap<>();
  private Map<String, Boolean> ownership = new HashMap<>();
  private List<Path> folders = List.of();
  private boolean listed;
  private long listedNs;
  private Set<Long> without = Set.of();

  PerfWatch(Path tmp, ProcessTree processes, LongSupplier nanoTime) {
    this.tmp = tmp;
    this.processes = processes;
    this.nanoTime = nanoTime;
  }

  /** A file that is open: which one it is, and the look that wanted it last. */
  private static final class Open {
    private final Object identity;
    private final HsperfFile file;
    private boolean wanted = true;

    Open(Object identity, HsperfFile file) {
      this.identity = identity;
      this.file = file;
    }
  }

  /** The files of living JVMs, at most {@code max}. */
  List<PerfView> look(int max) {
    closeUnwanted();
    List<PerfView> views = new ArrayList<>();
    Map<String, Boolean> stillThere = new HashMap<>();
    for (Named named : files()) {
      if (views.size() < max && processes.lives(named.pid())) {
        Optional<PerfView> view = view(named);
        if (view.isPresent() && owned(view.get(), stillThere)) {
          views.add(view.get());
        }
      }
    }
    ownership = stillThere;
    return views;
  }

  /**
   * Whether one of these has no file that is known, and had not been asked for at the last look:
   * then it is worth another look, which lists anew.
   */
  boolean isWorthAnotherLook(List<JavaProcess> jvms, Set<Long> known) {
    Set<Long> missing = new HashSet<>();
    for (JavaProcess jvm : jvms) {
      if (!jvm.hidden() && !jvm.perfOff() && jvm.perf().isEmpty() && !known.contains(jvm.pid())) {
        missing.add(jvm.pid());
      }
    }
    boolean news = !without.containsAll(missing);
    without = missing;
    listed &= !news;
    return news;
  }

  /** The files of processes that have another {@code /tmp}, at most {@code max}. */
  List<PerfView> elsewhere(List<JavaProcess> jvms, Set<Long> known, int max) {
    List<PerfView> views = new ArrayList<>();
    for (JavaProcess jvm : jvms) {
      if (views.size() < max && !known.contains(jvm.pid())) {
        jvm.perf().flatMap(held -> view(held, jvm.pid())).ifPresent(views::add);
      }
    }
    return views;
  }

  /**
   * The files of those process ids that are not of processes that the collector sees: in a {@code
   * /tmp} that is shared with a container of another pid namespace. Whether such a JVM lives, the
   * file does not tell.
   */
  List<PerfView> unowned(Set<Long> pids, int max) {
    List<PerfView> views = new ArrayList<>();
    for (Named named : pids.isEmpty() ? List.<Named>of() : files()) {
      if (views.size() < max && pids.contains(named.pid())) {
        view(named)
            .filter(view -> view.data().isPresent() && !ownership.getOrDefault(run(view), false))
            .ifPresent(views::add);
      }
    }
    return views;
  }

  private static String run(PerfView view) {
    return view.file() + "@" + view.startEpochMs();
  }

  private boolean owned(PerfView view, Map<String, Boolean> stillThere) {
    String run = run(view);
    Boolean known = ownership.get(run);
    boolean owned = known != null ? known : maps(view);
    stillThere.put(run, owned);
    return owned;
  }

  private boolean maps(PerfView view) {
    return processes.maps(view.pid(), "/" + tmp.relativize(view.file()), true);
  }

  private Optional<PerfView> view(Named named) {
    try {
      BasicFileAttributes now =
          Files.readAttributes(named.file(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      Object identity = now.fileKey();
      return now.isRegularFile()
          ? view(named.file(), named.pid(), identity == null ? named.file() : identity)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // the JVM ended meanwhile
    }
  }

  // The path leads to a held file as long as that one is held, and later perhaps to another.
  private Optional<PerfView> view(HeldFile held, long pid) {
    return view(held.path(), pid, held);
  }

  private Optional<PerfView> view(Path file, long pid, Object identity) {
    try {
      Hsperf data = open(file, identity).look(buffer);
      return Optional.of(new PerfView(file, pid, Optional.of(data), Optional.empty()));
    } catch (HsperfException e) {
      // A JVM that is starting; it will be ready in a moment.
      return e.reason() == HsperfException.Reason.NOT_READY
          ? Optional.empty()
          : Optional.of(unreadable(file, pid, e.reason().label()));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // the JVM ended meanwhile
    } catch (AccessDeniedException e) {
      return Optional.of(unreadable(file, pid, "denied"));
    } catch (IOException e) {
      return Optional.of(unreadable(file, pid, "io"));
    }
  }

  private HsperfFile open(Path path, Object identity) throws IOException {
    Open known = open.get(path);
    if (known != null && known.identity.equals(identity)) {
      known.wanted = true;
      return known.file;
    }
    if (known != null) {
      open.remove(path);
      known.file.close();
    }
    HsperfFile file = HsperfFile.open(path);
    open.put(path, new Open(identity, file));
    return file;
  }

  private void closeUnwanted() {
    open.values().removeIf(file -> !file.wanted && close(file));
    open.values().forEach(file -> file.wanted = false);
  }

  private static boolean close(Open file) {
    try {
      file.file.close();
    } catch (IOException e) {
      // It was read only: there is nothing left to lose.
    }
    return true;
  }

  private static PerfView unreadable(Path file, long pid, String reason) {
    return new PerfView(file, pid, Optional.empty(), Optional.of("hsperf_" + reason));
  }

  /** A name in one of the folders. */
  private record Named(Path file, long pid) {}

  private List<Named> files() {
    long nowNs = nanoTime.getAsLong();
    if (!listed || nowNs - listedNs >= LIST_AGAIN_NS) {
      folders = folders();
      listed = true;
      listedNs = nowNs;
    }
    List<Named> files = new ArrayList<>();
    for (Path folder : folders) {
      if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        for (String name : list(folder)) {
          long pid = pid(name);
          if (pid > 0) {
            files.add(new Named(folder.resolve(name), pid));
          }
        }
      }
    }
    return files;
  }

  private List<Path> folders() {
    List<Path> found = new ArrayList<>();
    for (String name : list(tmp)) {
      if (name.startsWith(FOLDER)) {
        found.add(tmp.resolve(name));
      }
    }
    return found;
  }

  // A directory that is gone or closed to us holds no JVM that could be read.
  private static String[] list(Path directory) {
    String[] names = directory.toFile().list();
    if (names == null) {
      return new String[0];
    }
    Arrays.sort(names);
    return names;
  }

  // A number of up to ten digits; 0 for whatever else.
  private static long pid(String name) {
    long pid = 0;
    for (int i = 0; i < name.length(); i++) {
      int digit = name.charAt(i) - '0';
      if (digit < 0 || digit > 9 || i == MAX_DIGITS || (i == 0 && digit == 0)) {
        return 0;
      }
      pid = 10 * pid + digit;
    }
    return pid;
  }

  @Override
  public void close() {
    open.values().forEach(PerfWatch::close);
    open.clear();
  }
}
