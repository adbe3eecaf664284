package io.tidemark.agent.dial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.segment.Row;
import io.tidemark.segment.SegmentDirectory;
import io.tidemark.segment.SegmentIdentity;
import io.tidemark.segment.SegmentLayout;
import io.tidemark.segment.SegmentWriter;
import io.tidemark.segment.Table;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsTest {
  @TempDir Path work;

  private final Connections connections = new Connections();

  @SuppressWarnings("NullAway.Init") // by JUnit, before each test
  private SegmentWriter segment;

  @SuppressWarnings("NullAway.Init") // by JUnit, before each test
  private Row row;

  @BeforeEach
  void open() throws IOException {
    segment =
        SegmentWriter.create(
            new SegmentDirectory(work),
            new SegmentLayout(4, 4, 10, 1),
            new SegmentIdentity("test", "1", "17", 1, 1));
    row = segment.other(Table.DESTINATIONS);
  }

  @AfterEach
  void close() throws IOException {
    segment.close();
  }

  private Connection connection() {
    return new Connection(row, row, 0);
  }

  // As Netty's descriptors are, whose number the next one gets.
  private record Numbered(int number) {}

  @Test
  void knowsSocketsByIdentityAndNotByNumber() {
    Object old = new Numbered(7);
    Connection connection = connection();
    assertTrue(connections.put(old, connection));
    assertNull(connections.get(new Numbered(7)));
    assertNull(connections.remove(new Numbered(7)));
    assertSame(connection, connections.get(old));
    assertSame(connection, connections.remove(old));
    assertNull(connections.get(old));
  }

  @Test
  void keepsTheLastConnectionOfASocketThatDialsAgain() {
    Object socket = new Object();
    Connection second = connection();
    connections.put(socket, connection());
    connections.put(socket, second);
    assertEquals(1, connections.size());
    assertSame(second, connections.remove(socket));
    assertEquals(0, connections.size());
  }

  @Test
  void forgetsSocketsThatNobodyClosed() {
    WeakReference<Connection> dropped = dropAThousand();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (connections.size() > 0 || dropped.get() != null) {
      assertTrue(System.nanoTime() < deadline, () -> connections.size() + " are kept");
      System.gc();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private WeakReference<Connection> dropAThousand() {
    Connection last = connection();
    for (int i = 0; i < 1000; i++) {
      connections.put(new Object(), last);
    }
    assertEquals(1000, connections.size());
    return new WeakReference<>(last);
  }

  @Test
  void hasABound() {
    List<Object> sockets = new ArrayList<>();
    Connection connection = connection();
    for (int i = 0; i < Connections.MAX; i++) {
      Object socket = new Object();
      sockets.add(socket);
      connections.put(socket, connection);
    }
    assertEquals(false, connections.put(new Object(), connection));
    assertEquals(Connections.MAX, connections.size());
    assertSame(connection, connections.remove(sockets.get(0)));
  }
}
