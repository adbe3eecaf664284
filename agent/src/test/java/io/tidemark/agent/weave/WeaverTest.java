package io.tidemark.agent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.agent.grpc.GrpcTarget;
import io.tidemark.agent.record.Ledger;
import io.tidemark.segment.ProcessCounter;
import io.tidemark.segment.SegmentDirectory;
import io.tidemark.segment.SegmentIdentity;
import io.tidemark.segment.SegmentLayout;
import io.tidemark.segment.SegmentReader;
import io.tidemark.segment.SegmentWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.bytebuddy.ByteBuddy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeaverTest {
  private static final ClassLoader SERVICE = WeaverTest.class.getClassLoader();

  @TempDir Path work;

  @SuppressWarnings("NullAway.Init") // by JUnit, before each test
  private SegmentWriter segment;

  @SuppressWarnings("NullAway.Init") // by JUnit, before each test
  private Weaver weaver;

  @BeforeEach
  void makeWeaver() throws IOException {
    segment =
        SegmentWriter.create(
            new SegmentDirectory(work),
            new SegmentLayout(4, 4, 10, 1),
            new SegmentIdentity("test", "1", "17", 1, 1));
    weaver = new Weaver(List.of(GrpcTarget.values()), new Ledger(segment));
  }

  @AfterEach
  void closeSegment() throws IOException {
    segment.close();
  }

  @Test
  void changesTheClassesOfGrpc() throws IOException {
    List<String> changed = new ArrayList<>();
    for (GrpcTarget target : GrpcTarget.values()) {
      if (transform(SERVICE, target.className(), read(target.className())) != null) {
        changed.add(target.name());
      }
    }
    assertEquals(List.of("SERVER_CALL", "LISTENER", "TRANSPORT_LISTENER", "METHOD"), changed);
    assertEquals(0, failures());
  }

  @Test
  void leavesEveryOtherClassAlone() throws IOException {
    byte[] classFile = read(GrpcTarget.METHOD.className());
    assertEquals(null, transform(SERVICE, "io.grpc.Metadata", classFile));
    assertEquals(null, transform(SERVICE, null, classFile));
    assertEquals(null, transform(null, GrpcTarget.METHOD.className(), classFile));
    assertEquals(0, failures());
  }

  @Test
  void leavesAClassOfAnotherShapeAloneAndCountsIt() throws IOException {
    String name = GrpcTarget.SERVER_CALL.className();
    assertEquals(
        null,
        transform(
            SERVICE, name, new ByteBuddy().subclass(Object.class).name(name).make().getBytes()));
    assertEquals(null, transform(SERVICE, name, new byte[] {1, 2, 3}));
    // A release without the listener's class.
    assertEquals(null, transform(ClassLoader.getPlatformClassLoader(), name, read(name)));
    assertEquals(3, failures());
  }

  private byte @Nullable [] transform(
      @Nullable ClassLoader loader, @Nullable String className, byte[] classFile) {
    String name = className == null ? null : className.replace('.', '/');
    return weaver.transform(loader, name, null, null, classFile);
  }

  private long failures() throws IOException {
    try (SegmentReader reader = SegmentReader.open(segment.path())) {
      return Objects.requireNonNull(
          reader.read().processCounters().get(ProcessCounter.AGENT_ERRORS));
    }
  }

  private static byte[] read(String className) throws IOException {
    String file = className.replace('.', '/') + ".class";
    try (InputStream in = Objects.requireNonNull(SERVICE.getResourceAsStream(file), file)) {
      return in.readAllBytes();
    }
  }
}
