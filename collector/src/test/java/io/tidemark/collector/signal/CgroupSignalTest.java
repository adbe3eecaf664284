package io.tidemark.collector.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.cgroup.CgroupTree;
import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.kernel.KernelFiles;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CgroupSignalTest {
  private static final Source FEEDS = new Source("feeds", "h-1", 5, Map.of(), false);
  private static final Jvm JVM =
      new Jvm(FEEDS, OptionalLong.of(7), Optional.empty(), Optional.empty(), List.of());

  @TempDir Path root;

  private CgroupSignal signal() {
    return new CgroupSignal(
        () -> List.of(JVM),
        new JvmCgroups(root.resolve("proc"), KernelFiles.of(root.resolve("proc"))));
  }

  private static String sampled(CgroupSignal signal) {
    List<Sample> samples = new ArrayList<>();
    signal.sample(samples::add);
    return SampleText.of(samples);
  }

  @Test
  void samplesVersion2() throws IOException {
    CgroupTree tree = new CgroupTree(root.resolve("proc"), root.resolve("cgroup"), true);
    tree.group("a", 0);
    tree.join(7, "a");
    tree.file("a", "memory.current", "4096\n");
    tree.file("a", "memory.max", "8192\n");
    tree.file("a", "cpu.pressure", "some avg10=0.00 avg60=0.00 avg300=0.00 total=1500000\n");
    CgroupSignal signal = signal();
    assertEquals(
        """
        CGROUP_MEMORY feeds h-1 [] 4096
        CGROUP_MEMORY_LIMIT feeds h-1 [] 8192
        CGROUP_PRESSURE feeds h-1 [cpu, some] 1.5
        """,
        sampled(signal));
    assertEquals(List.of(), signal.unsupported());
  }

  @Test
  void saysWhatVersion1Lacks() throws IOException {
    CgroupTree tree = new CgroupTree(root.resolve("proc"), root.resolve("cgroup"), false);
    tree.group("a", 0);
    tree.join(7, "a");
    tree.file("a", "memory.usage_in_bytes", "4096\n");
    CgroupSignal signal = signal();
    assertEquals("CGROUP_MEMORY feeds h-1 [] 4096\n", sampled(signal));
    assertEquals(List.of("cgroup_pressure_missing"), signal.unsupported());
  }

  @Test
  void saysWhyThereIsNothing() throws IOException {
    CgroupSignal nowhere = signal();
    assertEquals("\n", sampled(nowhere));
    assertEquals(List.of("cgroup_missing"), nowhere.unsupported());
    CgroupTree tree = new CgroupTree(root.resolve("proc"), root.resolve("cgroup"), true);
    CgroupSignal hidden = signal();
    assertEquals("\n", sampled(hidden));
    assertEquals(List.of("cgroup_hidden"), hidden.unsupported());
    tree.join(7, "");
    Files.createDirectories(root.resolve("cgroup"));
    CgroupSignal atRoot = signal();
    assertEquals("\n", sampled(atRoot));
    assertEquals(List.of("cgroup_memory_missing", "cgroup_is_root"), atRoot.unsupported());
  }
}
