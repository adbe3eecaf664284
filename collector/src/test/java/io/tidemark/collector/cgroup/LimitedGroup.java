package io.tidemark.collector.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A real control group with a memory limit, of whichever version this machine has. */
public final class LimitedGroup implements AutoCloseable {
  private static final Path VERSION_1 = Path.of("/sys/fs/cgroup/memory");
  private static final Path VERSION_2 = Path.of("/sys/fs/cgroup");

  private static final int MAX_ATTEMPTS = 100;

  private final Path directory;

  private LimitedGroup(Path directory) {
    this.directory = directory;
  }

  /** Makes one; empty where that is not allowed. */
  public static Optional<LimitedGroup> make(String name, long limitBytes) {
    try {
      if (Files.exists(VERSION_1.resolve("memory.limit_in_bytes"))) {
        Path group = Files.createDirectory(VERSION_1.resolve(name));
        Files.writeString(group.resolve("memory.limit_in_bytes"), Long.toString(limitBytes));
        return Optional.of(new LimitedGroup(group));
      }
      Files.writeString(VERSION_2.resolve("cgroup.subtree_control"), "+memory");
      Path group = Files.createDirectory(VERSION_2.resolve(name));
      Files.writeString(group.resolve("memory.max"), Long.toString(limitBytes));
      if (Files.exists(group.resolve("memory.swap.max"))) {
        Files.writeString(group.resolve("memory.swap.max"), "0");
      }
      return Optional.of(new LimitedGroup(group));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What a command is to be appended to, so that it runs in the group. */
  public List<String> join() {
    return List.of("sh", "-c", "echo $$ > " + directory + "/cgroup.procs && exec \"$@\"", "sh");
  }

  /** Ends whatever is left in it and removes it, which the kernel allows once they are gone. */
  @Override
  public void close() throws IOException {
    for (int attempt = 0; Files.exists(directory); attempt++) {
      for (String pid : Files.readAllLines(directory.resolve("cgroup.procs"))) {
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
      }
      try {
        Files.delete(directory);
      } catch (IOException e) {
        if (attempt == MAX_ATTEMPTS) {
          throw e;
        }
        LockSupport.parkNanos(100_000_000);
      }
    }
  }
}
