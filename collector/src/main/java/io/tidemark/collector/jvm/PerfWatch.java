package io.tidemark.collector.jvm;

import io.tidemark.collector.discovery.JavaProcess;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The hsperfdata files of living JVMs: {@code hsperfdata_<user>/<pid>}. HotSpot leaves the file of
 * a killed JVM behind, so each is checked once to be mapped by the process of its name.
 */
final class PerfWatch {
  private static final Pattern PID = Pattern.compile("[1-9][0-9]{0,9}");

  private final Path tmp;
  private final ProcessTree processes;
  private final HsperfReader reader = new HsperfReader();
  private Map<String, Boolean> ownership = new HashMap<>();

  PerfWatch(Path tmp, ProcessTree processes) {
    this.tmp = tmp;
    this.processes = processes;
  }

  /** The files of living JVMs, at most {@code max}. */
  List<PerfView> look(int max) {
    List<PerfView> views = new ArrayList<>();
    Map<String, Boolean> stillThere = new HashMap<>();
    for (Path file : files()) {
      long pid = Long.parseLong(String.valueOf(file.getFileName()));
      if (views.size() < max && processes.lives(pid)) {
        Optional<PerfView> view = view(file, pid);
        if (view.isPresent() && owned(view.get(), stillThere)) {
          views.add(view.get());
        }
      }
    }
    ownership = stillThere;
    return views;
  }

  /** The files of processes that have another {@code /tmp}, at most {@code max}. */
  List<PerfView> elsewhere(List<JavaProcess> jvms, Set<Long> known, int max) {
    List<PerfView> views = new ArrayList<>();
    for (JavaProcess jvm : jvms) {
      if (views.size() < max && !known.contains(jvm.pid())) {
        jvm.perf().flatMap(held -> view(held.path(), jvm.pid())).ifPresent(views::add);
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
    for (Path file : pids.isEmpty() ? List.<Path>of() : files()) {
      long pid = Long.parseLong(String.valueOf(file.getFileName()));
      if (views.size() < max && pids.contains(pid)) {
        view(file, pid)
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
    String pathEnd = "/" + tmp.relativize(view.file());
    Boolean known = ownership.get(run);
    boolean owned = known != null ? known : processes.maps(view.pid(), pathEnd, true);
    stillThere.put(run, owned);
    return owned;
  }

  private Optional<PerfView> view(Path file, long pid) {
    try {
      return Optional.of(new PerfView(file, pid, Optional.of(reader.read(file)), Optional.empty()));
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

  private static PerfView unreadable(Path file, long pid, String reason) {
    return new PerfView(file, pid, Optional.empty(), Optional.of("hsperf_" + reason));
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (Path directory : list(tmp, "hsperfdata_*")) {
      if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        for (Path file : list(directory, "[1-9]*")) {
          if (PID.matcher(String.valueOf(file.getFileName())).matches()
              && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            files.add(file);
          }
        }
      }
    }
    return files;
  }

  // A directory that is gone or closed to us holds no JVM that could be read.
  private static List<Path> list(Path directory, String glob) {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, glob)) {
      stream.forEach(paths::add);
    } catch (IOException | DirectoryIteratorException e) {
      return paths;
    }
    paths.sort(null);
    return paths;
  }
}
