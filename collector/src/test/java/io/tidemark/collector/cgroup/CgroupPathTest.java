package io.tidemark.collector.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CgroupPathTest {
  private static final String ID =
      "3f2a9c0d1e4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1";
  private static final String POD = "pod2b8f1f6e-6f0e-4d5c-9d7e-0c1b2a3d4e5f";

  @Test
  void readsVersion1() {
    assertEquals(
        new CgroupPath(Optional.of("/docker/" + ID), Optional.empty(), Optional.of(ID)),
        CgroupPath.parse(
            """
            12:cpu,cpuacct:/docker/%1$s
            11:memory:/docker/%1$s
            1:name=systemd:/docker/%1$s
            """
                .formatted(ID)));
  }

  @Test
  void readsVersion2() {
    String path = "/system.slice/docker-" + ID + ".scope";
    assertEquals(
        new CgroupPath(Optional.empty(), Optional.of(path), Optional.of(ID)),
        CgroupPath.parse("0::" + path + "\n"));
  }

  @Test
  void readsBothOfHybridMode() {
    assertEquals(
        new CgroupPath(
            Optional.of("/system.slice/feeds.service"),
            Optional.of("/system.slice/feeds.service"),
            Optional.empty()),
        CgroupPath.parse(
            """
            5:cpuset:/
            4:hugetlb,memory:/system.slice/feeds.service
            1:name=systemd:/system.slice/feeds.service
            0::/system.slice/feeds.service
            """));
  }

  @Test
  void leavesOutWhatIsNoLineOfTheKernels() {
    assertEquals(
        CgroupPath.NONE,
        CgroupPath.parse("\n:\n::\n4:memory\n4:memory:relative\n0::\n4:memory:/cut off"));
    assertEquals(
        new CgroupPath(Optional.of("/with:colon"), Optional.empty(), Optional.empty()),
        CgroupPath.parse("4:memory:/with:colon\n4:memories:/x\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "/docker/ID",
    "/docker/ID/system.slice/feeds.service",
    "/system.slice/docker-ID.scope",
    "/system.slice/containerd.service/kubepods-burstable-POD.slice:cri-containerd:ID",
    "/kubepods/burstable/POD/ID",
    "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-POD.slice/cri-containerd-ID.scope",
    "/kubepods.slice/kubepods-POD.slice/crio-ID.scope/container",
    "/machine.slice/libpod-ID.scope",
    "/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-ID.scope/container",
    "/../cri-containerd-ID.scope",
    "/../../POD/ID",
  })
  void findsTheContainer(String path) {
    assertEquals(Optional.of(ID), ContainerId.of(path.replace("POD", POD).replace("ID", ID)), path);
  }

  @Test
  void findsAnEcsTask() {
    String id = "0a1b2c3d4e5f60718293a4b5c6d7e8f9-1234567890";
    assertEquals(Optional.of(id), ContainerId.of("/ecs/0a1b2c3d4e5f60718293a4b5c6d7e8f9/" + id));
  }

  @ParameterizedTest
  @CsvSource({
    "/",
    "/..",
    "/system.slice/feeds.service",
    "/user.slice/user-1000.slice/session-2.scope",
    "/kubepods/burstable/POD",
    "/jobs/0a1b2c3d4e5f60718293a4b5c6d7e8f9",
    "/docker/IDa",
    "/docker/aID",
    "/docker-ID.scope.d",
  })
  void findsNoContainer(String path) {
    assertEquals(
        Optional.empty(), ContainerId.of(path.replace("POD", POD).replace("ID", ID)), path);
  }

  @Test
  void findsTheInnermostContainer() {
    String outer = ID.replace('3', '4');
    assertEquals(Optional.of(ID), ContainerId.of("/docker/" + outer + "/docker/" + ID));
  }
}
