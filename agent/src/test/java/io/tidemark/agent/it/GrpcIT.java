package io.tidemark.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.agent.child.GrpcChild;
import io.tidemark.segment.ProcessCounter;
import io.tidemark.segment.SegmentSnapshot;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is counted of real gRPC servers, over each transport and on each JDK. */
class GrpcIT {
  @TempDir(factory = SharedMemory.class)
  Path work;

  @ParameterizedTest
  @CsvSource({
    "RUNNING, NETTY, 127.0.0.1",
    "RUNNING, SHADED, 127.0.0.1",
    "RUNNING, IN_PROCESS, in-process",
    "JDK_25, NETTY, 127.0.0.1",
    "JDK_25, SHADED, 127.0.0.1",
    "JDK_25, IN_PROCESS, in-process",
  })
  void countsEachCallOnceWithItsClient(Jdk jdk, String transport, String peer) throws Exception {
    Child.Launch launch = Child.Launch.of(jdk, GrpcChild.class, transport);
    try (Child child = Child.start(launch, work)) {
      child.awaitReady();
      SegmentSnapshot segment = child.segment();
      assertEquals(sorted(expected(peer)), sorted(Rows.text(segment)));
      assertEquals(0, segment.processCounters().get(ProcessCounter.AGENT_ERRORS));
      assertEquals(0, child.finish());
      assertTrue(child.segment().cleanExit());
    }
  }

  // The peer's line has its place by the peer's name.
  private static List<String> sorted(String lines) {
    return lines.lines().sorted().toList();
  }

  private static String expected(String peer) {
    return """
        PEER grpc:test.Posts/Get ENDED=1 STARTED=1 ITEMS=7 REQUEST_BYTES=21\
         items{<=8: 1} bytes{<=22: 1}
        broken grpc:test.Posts/Get ENDED=5 STARTED=5 ITEMS=3 REQUEST_BYTES=48\
         ERROR_UNKNOWN=1 ERROR_NOT_FOUND=1 ERROR_PERMISSION_DENIED=1\
         ERROR_RESOURCE_EXHAUSTED=1 ERROR_UNAUTHENTICATED=1\
         items{<=1: 3} bytes{<=8: 1, <=16: 1, <=26: 1}
        crawler grpc:test.Posts/Get ENDED=1 STARTED=1 ITEMS=1 REQUEST_BYTES=3\
         items{<=1: 1} bytes{<=3: 1}
        feeds grpc:test.Posts/Get ENDED=2 STARTED=2 ITEMS=3 REQUEST_BYTES=9\
         items{<=0: 1, <=3: 1} bytes{<=0: 1, <=9: 1}
        impatient grpc:test.Posts/Get ENDED=1 STARTED=1 ITEMS=1 REQUEST_BYTES=6\
         ERROR_CANCELLED=1 items{<=1: 1} bytes{<=6: 1}
        new_indexer grpc:test.Posts/Get ENDED=1 STARTED=1 ITEMS=20000 REQUEST_BYTES=60000\
         items{<=23170: 1} bytes{<=65536: 1}
        proxied grpc:test.Raw/Get ENDED=1 STARTED=1 ITEMS=5 REQUEST_BYTES=15\
         items{<=5: 1} bytes{<=16: 1}
        streams grpc:test.Posts/Chat ENDED=1 STARTED=1 ITEMS=3 REQUEST_BYTES=9\
         items{<=3: 1} bytes{<=9: 1}
        streams grpc:test.Posts/Put ENDED=2 STARTED=2 ITEMS=8 REQUEST_BYTES=21\
         items{<=0: 1, <=8: 1} bytes{<=0: 1, <=22: 1}
        streams grpc:test.Posts/Watch ENDED=1 STARTED=1 ITEMS=4 REQUEST_BYTES=12\
         items{<=4: 1} bytes{<=13: 1}
        waiting grpc:test.Posts/Get STARTED=1 ITEMS=1 REQUEST_BYTES=6\
         items{<=1: 1} bytes{<=6: 1}
        zipped grpc:test.Posts/Get ENDED=1 STARTED=1 ITEMS=100 REQUEST_BYTES=300\
         items{<=107: 1} bytes{<=304: 1}
        """
        .replace("PEER", peer);
  }
}
