package io.tidemark.collector.who;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidemark.segment.Column;
import io.tidemark.segment.Row;
import io.tidemark.segment.RpcSystem;
import io.tidemark.segment.SegmentDirectory;
import io.tidemark.segment.SegmentIdentity;
import io.tidemark.segment.SegmentLayout;
import io.tidemark.segment.SegmentWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerReaderTest {
  @TempDir private Path root;

  @Test
  void readsTheLivingCountsTheDeadAndReportsTheRest() throws IOException {
    Path broken = root.resolve("9-9.segment");
    Files.writeString(broken, "no segment");
    Files.createFile(root.resolve("8-8.segment")); // a writer is about to fill it
    writer("gone").close();
    try (SegmentWriter living = writer("dataplane")) {
      Row row = living.row(living.client("web"), living.handler(RpcSystem.GRPC, "p.S/M"));
      living.add(row, Column.STARTED, 5);
      living.add(row, Column.ENDED, 4);
      living.add(row, Column.ERROR_ABORTED, 1);
      living.add(row, Column.ITEMS, 60);
      living.add(row, Column.DURATION_NS, 7);
      assertEquals(
          new Ledger(
              42,
              List.of(
                  new Ledger.Jvm(
                      living.path().toString(),
                      "dataplane",
                      List.of(new RowCounts("web", "p.S/M", 5, 4, 1, 60, 7)))),
              1,
              List.of(broken + " has 10 bytes, expected at least 4096")),
          reader(root).read());
    }
  }

  @Test
  void findsNothingWhereThereIsNoDirectory() throws IOException {
    Ledger none = new Ledger(42, List.of(), 0, List.of());
    assertEquals(none, reader(root.resolve("missing")).read());
  }

  @Test
  void refusesWhatIsNoDirectory() throws IOException {
    Path file = Files.createFile(root.resolve("file"));
    assertThrows(NotDirectoryException.class, () -> reader(file).read());
  }

  private static LedgerReader reader(Path directory) {
    return new LedgerReader(new SegmentDirectory(directory), () -> 42);
  }

  private SegmentWriter writer(String service) throws IOException {
    SegmentDirectory directory = new SegmentDirectory(root);
    return SegmentWriter.create(
        directory,
        new SegmentLayout(8, 4, 16, 1),
        new SegmentIdentity(service, "0.1.0", "17.0.15", 4711, 0));
  }
}
