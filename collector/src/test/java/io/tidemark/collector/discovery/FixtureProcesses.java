package io.tidemark.collector.discovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A procfs of files, with processes in mount and pid namespaces of their own. */
public final class FixtureProcesses {
  private static final Path OWN_MOUNTS = Path.of("mnt:[4026531841]");

  private final Path proc;

  /** With one process, the collector itself, and a host that is up for 1,000 s. */
  public FixtureProcesses(Path proc) throws IOException {
    this.proc = proc;
    write(proc.resolve("self/status"), "Name:\tjava\n");
    write(proc.resolve("uptime"), "1000.00 1990.00\n");
    link(proc.resolve("self/ns/mnt"), OWN_MOUNTS);
  }

  /** Starts a process that executes a program; on the host, until it is given a container. */
  public Path start(long pid, String program, long startTicks) throws IOException {
    Path folder = proc.resolve(Long.toString(pid));
    String name = program.substring(program.lastIndexOf('/') + 1);
    link(folder.resolve("exe"), Path.of(program));
    write(folder.resolve("comm"), name + "\n");
    write(folder.resolve("cmdline"), program + "\0");
    write(folder.resolve("environ"), "");
    write(folder.resolve("cgroup"), "0::/\n");
    write(folder.resolve("status"), "Name:\t" + name + "\nNSpid:\t" + pid + "\n");
    write(
        folder.resolve("stat"),
        pid
            + " ("
            + name
            + ") S 1 1 1 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 "
            + startTicks
            + " 9\n");
    write(folder.resolve("maps"), "7f00-7f08 r-xp 00000000 fe:00 1  /usr/lib/libc.so.6\n");
    link(folder.resolve("ns/mnt"), OWN_MOUNTS);
    link(folder.resolve("root"), Path.of("/"));
    return folder;
  }

  /** Moves a process into a container of its own. */
  public void contain(long pid, long innerPid, Path root) throws IOException {
    Path folder = proc.resolve(Long.toString(pid));
    write(folder.resolve("status"), "Name:\tjava\nNSpid:\t" + pid + "\t" + innerPid + "\n");
    link(folder.resolve("ns/mnt"), Path.of("mnt:[" + (4_026_532_000L + pid) + "]"));
    link(folder.resolve("root"), root);
  }

  /** Has a process map files, by the paths of its own mount namespace. */
  public void map(long pid, List<String> paths) throws IOException {
    StringBuilder maps = new StringBuilder();
    paths.forEach(
        path -> maps.append("7f10-7f18 rw-s 00000000 00:2d 2  ").append(path).append('\n'));
    write(proc.resolve(Long.toString(pid)).resolve("maps"), maps.toString());
  }

  /** Ends a process whose parent does not ask for its exit code. */
  public void leaveZombie(long pid) throws IOException {
    Path stat = proc.resolve(Long.toString(pid)).resolve("stat");
    Files.writeString(stat, Files.readString(stat).replace(" S ", " Z "));
  }

  /** Ends a process. */
  public void end(long pid) throws IOException {
    try (Stream<Path> all = Files.walk(proc.resolve(Long.toString(pid)))) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** Writes a file, and the folders that it needs. */
  public static void write(Path file, String text) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  private static void link(Path link, Path target) throws IOException {
    Files.createDirectories(Objects.requireNonNull(link.getParent()));
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, target);
  }
}
