package io.tidemark.collector.cgroup;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.kernel.KernelFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whatever is in a file, a parser says little rather than failing. */
final class ParserFuzzTest {
  private static final int ROUNDS = 20_000;

  private final Random random = new Random(4_711);

  @Test
  void survivesPaths() {
    fuzz(
        """
        12:cpu,cpuacct:/docker/0a
        4:memory:/kubepods.slice/kubepods-burstable.slice/cri-containerd-%s.scope
        0::/../../system.slice/docker-%s.scope
        """
            .formatted("ab".repeat(32), "cd".repeat(32)),
        text -> {
          CgroupPath path = CgroupPath.parse(text);
          path.memory().ifPresent(memory -> assertTrue(memory.startsWith("/")));
          path.container().ifPresent(id -> assertTrue(id.matches("[0-9a-f-]{34,64}"), id));
        });
  }

  @Test
  void survivesMounts() {
    Path process = Path.of("/proc/7/root");
    GroupFiles files = new GroupFiles(Path.of("/proc"), KernelFiles.of(Path.of("/none")));
    fuzz(
        """
        35 31 0:32 /docker/a /sys/fs/cgroup/memory rw shared:4 - cgroup cgroup rw,memory
        41 31 0:38 /.. /sys/fs/cgroup/uni\\040fied rw,relatime - cgroup2 cgroup2 rw
        """,
        text -> {
          List<CgroupMount> mounts = CgroupMount.parse(text);
          assertTrue(mounts.size() <= 16);
          for (CgroupMount mount : mounts) {
            for (String path :
                List.of("/", "/docker/a/b", "/../b", "/../../../../etc", "/a/../../b")) {
              mount
                  .find(path, process, files)
                  .ifPresent(
                      group -> {
                        assertTrue(group.directory().startsWith(group.top()));
                        assertTrue(group.top().startsWith(process));
                      });
            }
          }
        });
  }

  @Test
  void survivesNumbers() {
    fuzz(
        "low 0\nhigh 0\nmax 18446744073709551615\noom 3\noom_kill 9223372036854771712\n",
        text -> KeyedNumbers.find(text, "oom_kill").ifPresent(number -> assertTrue(number >= 0)));
    fuzz(
        "some avg10=0.00 avg60=0.00 avg300=0.00 total=42\nfull avg10=0.00 total=7\n",
        text -> assertTrue(Stall.parse(text).size() <= 2));
  }

  private void fuzz(String sound, Consumer<String> parse) {
    byte[] bytes = sound.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] mutated = bytes.clone();
      for (int changes = random.nextInt(6); changes >= 0; changes--) {
        int at = random.nextInt(mutated.length);
        if (random.nextBoolean()) {
          mutated[at] = (byte) random.nextInt(256);
        } else { // a piece of it elsewhere
          int length = random.nextInt(mutated.length - at);
          System.arraycopy(bytes, random.nextInt(mutated.length - length), mutated, at, length);
        }
      }
      int length = random.nextInt(mutated.length) + 1;
      parse.accept(new String(mutated, 0, length, StandardCharsets.ISO_8859_1));
    }
  }
}
