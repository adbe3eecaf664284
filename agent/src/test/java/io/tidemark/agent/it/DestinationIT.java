package io.tidemark.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidemark.agent.child.DestinationChild;
import io.tidemark.segment.Column;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.NamedRow;
import io.tidemark.segment.ProcessCounter;
import io.tidemark.segment.SegmentSnapshot;
import io.tidemark.segment.Table;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Dials and connections by destination, and by the request that dialled: in all the JDK's ways, by
 * Netty, and by Netty's native transport, plain and inside gRPC.
 */
class DestinationIT {
  private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(20);
  private static final String SETTINGS =
      "instrumentation.logs.enabled=false,methods=com.acme.Work#as(client=0)";

  @TempDir(factory = SharedMemory.class)
  Path work;

  @ParameterizedTest
  @EnumSource(Jdk.class)
  void tellsWhoClosedConnectionsAndHowLongTheyLived(Jdk jdk) throws Exception {
    SegmentSnapshot segment = run(jdk, "ends");
    // Here every dial succeeds: each has its time.
    List<String> untimed = new ArrayList<>();
    for (NamedRow row : segment.rows(Table.DESTINATIONS)) {
      if (row.recorded(Histogram.DIAL_DURATION) != row.count(Column.DESTINATION_DIALS)
          || row.count(Column.DESTINATION_DIAL_NS) == 0) {
        untimed.add(row.name());
      }
    }
    assertEquals(List.of(), untimed);
  }

  // By default the JVM believes whatever is put into its own classes.
  @ParameterizedTest
  @EnumSource(Jdk.class)
  void passesTheVerifier(Jdk jdk) throws Exception {
    run(
        launch(jdk, "ends")
            .jvm("-XX:+UnlockDiagnosticVMOptions", "-XX:+BytecodeVerificationLocal"));
  }

  @ParameterizedTest
  @EnumSource(Jdk.class)
  void chargesFailuresToTheDestinationAndToWhoDialled(Jdk jdk) throws Exception {
    run(jdk, "failures");
  }

  @ParameterizedTest
  @EnumSource(Jdk.class)
  void followsTheHttpClientOfTheJdk(Jdk jdk) throws Exception {
    run(jdk, "http");
  }

  @ParameterizedTest
  @EnumSource(Jdk.class)
  void writesAddressesOfBothFamilies(Jdk jdk) throws Exception {
    boolean canListen = canListenOnIpv6();
    if ("1".equals(System.getenv("TIDEMARK_REQUIRE_ALL")) && !canListen) {
      throw new IllegalStateException("no IPv6 on the loopback interface");
    }
    assumeTrue(canListen, "no IPv6 on the loopback interface");
    run(jdk, "ipv6");
  }

  private static boolean canListenOnIpv6() {
    byte[] one = new byte[16];
    one[15] = 1;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByAddress(one))) {
      return server.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private SegmentSnapshot run(Jdk jdk, String what) throws Exception {
    return run(launch(jdk, what));
  }

  private Path expected() {
    return work.resolve("expected");
  }

  private Child.Launch launch(Jdk jdk, String what) throws IOException {
    return Child.Launch.of(jdk, DestinationChild.class, what, expected().toString())
        .agent(SETTINGS);
  }

  private SegmentSnapshot run(Child.Launch launch) throws Exception {
    try (Child child = Child.start(launch, work)) {
      child.awaitReady();
      SegmentSnapshot segment = await(child, Files.readString(expected()));
      assertEquals(Files.readString(expected()), Dialled.text(segment));
      assertEquals(List.of(), Dialled.contradictions(segment));
      assertEquals(0, segment.processCounters().get(ProcessCounter.AGENT_ERRORS));
      assertEquals(0, child.finish());
      return segment;
    }
  }

  // Some connections are closed by threads that the child does not wait for.
  private static SegmentSnapshot await(Child child, String expected) throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NS;
    while (true) {
      SegmentSnapshot segment = child.segment();
      if (Dialled.text(segment).equals(expected) || System.nanoTime() > deadline) {
        return segment;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
