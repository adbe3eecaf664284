package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidemark.lab.memcached.DialCounts;
import io.tidemark.lab.memcached.MemcachedPool;
import io.tidemark.lab.memcached.SourcePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the data plane asks of its cache, of the real one and of the stand-in alike. */
class CacheTest {
  private static final Path NOWHERE = Path.of("");

  @TempDir private Path logs = NOWHERE;

  @Test
  void theStandInServesTheDataPlane() throws IOException {
    try (Cache cache = Cache.start(new Programs(NOWHERE, ""), logs)) {
      assertEquals("a stand-in for memcached, which is not on the PATH", cache.description());
      serves(cache);
    }
  }

  @Test
  void memcachedServesTheDataPlane() throws IOException {
    Programs programs = new Programs(NOWHERE, System.getenv("PATH"));
    boolean required = System.getenv("TIDEMARK_REQUIRE_ALL") != null;
    assumeTrue(required || programs.find("memcached").isPresent(), "memcached is not installed");
    try (Cache cache = Cache.start(programs, logs)) {
      assertTrue(cache.description().startsWith("memcached (/"), cache.description());
      serves(cache);
    }
  }

  private static void serves(Cache cache) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    InetSocketAddress address = new InetSocketAddress(loopback, cache.port());
    DialCounts watch = new DialCounts();
    byte[] binary = new byte[10_000];
    new Random(1).nextBytes(binary);
    try (MemcachedPool pool =
        new MemcachedPool(loopback, new SourcePorts(20_000, 29_999), address, 1)) {
      assertEquals(Optional.empty(), pool.get("key", watch));
      pool.set("key", binary, watch);
      assertArrayEquals(binary, pool.get("key", watch).orElseThrow());
      pool.set("key", new byte[0], watch);
      assertArrayEquals(new byte[0], pool.get("key", watch).orElseThrow());
      assertEquals(Optional.empty(), pool.get("k".repeat(250), watch));
      assertTrue(pool.probe(watch).matches("\\S.*"), "a version");
      assertEquals(2, pool.dials());
    }
  }
}
