package io.tidemark.collector.attach;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A process that is to be attached to, as procfs shows it.
 *
 * @param folder its folder in procfs
 * @param pid its id, as seen from here
 * @param foreign it runs as another user
 */
record TargetProcess(Path folder, long pid, boolean foreign) {
  private static final String NO_ATTACH = "-XX:+DisableAttachMechanism";
  private static final String SEGMENT = ".segment";
  // Bit of SIGQUIT in a mask of signals.
  private static final long QUIT = 1 << 2;

  /**
   * Makes sure that a process is a JVM, and that this process may and can attach to it.
   *
   * @throws AttachException saying why not
   */
  static TargetProcess check(Path proc, long pid) throws AttachException {
    Path folder = proc.resolve(Long.toString(pid));
    if (!Files.isDirectory(folder)) {
      throw new AttachException(
          "there is no process " + pid + "; expected the id of a running JVM, see 'jcmd -l'");
    }
    try {
      List<String> status = Files.readAllLines(folder.resolve("status"));
      String owner = uid(status);
      String own = uid(Files.readAllLines(proc.resolve("self/status")));
      if (!owner.equals(own) && !own.equals("0")) {
        throw new AttachException(
            "process %d belongs to user id %s, this command runs as %s; run it as that user or as root"
                .formatted(pid, owner, own));
      }
      TargetProcess target = new TargetProcess(folder, pid, !owner.equals(own));
      target.checkJvm(status);
      return target;
    } catch (AccessDeniedException e) {
      throw new AttachException(
          "process %d cannot be looked into: %s is denied; run as its user or as root, in a container with the capability SYS_PTRACE"
              .formatted(pid, e.getFile()),
          e);
    } catch (IOException e) {
      throw new AttachException("process " + pid + " ended while it was looked at", e);
    }
  }

  // Whoever does not handle the signal that asks a JVM to listen is ended by it.
  private void checkJvm(List<String> status) throws IOException, AttachException {
    if (maps().stream().noneMatch(line -> line.endsWith("/libjvm.so"))) {
      throw new AttachException(
          "process %d (%s) is not a JVM, it has loaded no libjvm.so; expected the id of a running JVM, see 'jcmd -l'"
              .formatted(pid, field(status, "Name")));
    }
    for (String file : List.of("cmdline", "environ")) {
      if (read(file).contains(NO_ATTACH)) {
        throw new AttachException(
            "JVM %d was started with %s; nothing can be attached to it, restart it with -javaagent"
                .formatted(pid, NO_ATTACH));
      }
    }
    long caught = Long.parseUnsignedLong(field(status, "SigCgt"), 16);
    if ((caught & QUIT) == 0 && !Files.exists(socket(status))) {
      throw new AttachException(
          "JVM %d does not listen: it is only starting, or about to end; try again".formatted(pid));
    }
  }

  private Path socket(List<String> status) {
    String ids = field(status, "NSpid");
    String inside = ids.substring(ids.lastIndexOf('\t') + 1);
    return inside("/tmp/.java_pid" + inside);
  }

  /** A path of the process's own, as it can be reached from here. */
  Path inside(String path) {
    return folder.resolve("root" + path);
  }

  /** The segment that the process maps; that of an agent that has left may still be among them. */
  Optional<String> mappedSegment() throws AttachException {
    try {
      return maps().stream()
          .filter(line -> line.endsWith(SEGMENT) && line.indexOf('/') > 0)
          .map(line -> line.substring(line.indexOf('/')))
          .findFirst();
    } catch (IOException e) {
      throw new AttachException("process " + pid + " ended while it was looked at", e);
    }
  }

  /** Whether a file is the same for the process and from here, by the same path. */
  boolean sees(Path file) {
    try {
      return Files.isSameFile(file, inside(file.toString()));
    } catch (IOException e) {
      return false;
    }
  }

  /** The folder for files of a moment, as the process has it; null when it is a link. */
  Optional<Path> temporary() {
    Path folderInside = inside("/tmp");
    return Files.isDirectory(folderInside, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(folderInside)
        : Optional.empty();
  }

  private List<String> maps() throws IOException {
    return read("maps").lines().toList();
  }

  private String read(String file) throws IOException {
    return new String(Files.readAllBytes(folder.resolve(file)), StandardCharsets.ISO_8859_1);
  }

  // Real, effective, saved, file system: the JVM compares the effective one.
  private static String uid(List<String> status) throws IOException {
    String[] ids = field(status, "Uid").split("\\s+", -1);
    if (ids.length < 2) {
      throw new IOException("no Uid in status");
    }
    return ids[1];
  }

  private static String field(List<String> status, String name) {
    for (String line : status) {
      if (line.startsWith(name + ":")) {
        return line.substring(name.length() + 1).trim();
      }
    }
    return "0";
  }
}
