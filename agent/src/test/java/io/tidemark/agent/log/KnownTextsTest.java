package io.tidemark.agent.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tidemark.agent.record.Ledger;
import io.tidemark.segment.Column;
import io.tidemark.segment.Label;
import io.tidemark.segment.SegmentDirectory;
import io.tidemark.segment.SegmentIdentity;
import io.tidemark.segment.SegmentLayout;
import io.tidemark.segment.SegmentWriter;
import io.tidemark.segment.Table;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownTextsTest {
  @TempDir Path folder;
  private SegmentWriter segment;
  private Ledger ledger;

  @BeforeEach
  void createSegment() throws Exception {
    SegmentDirectory directory = new SegmentDirectory(folder);
    directory.prepare(true);
    segment =
        SegmentWriter.create(
            directory,
            SegmentLayout.fitting(8 << 20, 16, 16, 1),
            new SegmentIdentity("test", "0", "17", 1, 0));
    ledger = new Ledger(segment);
  }

  @AfterEach
  void closeSegment() throws Exception {
    segment.close();
  }

  @Test
  void knowsATextByIdentityAndLogger() {
    KnownTexts texts = new KnownTexts();
    KnownLogger posts = new KnownLogger(ledger, "posts", "elsewhere");
    KnownLogger likes = new KnownLogger(ledger, "likes", "elsewhere");
    String message = new String("no post {}");
    texts.remember(posts, message, new Place(ledger, Table.LOG_SITES, "posts: no post {}"));

    KnownTexts.Text known = texts.find(posts, message);
    assertNotNull(known);
    assertEquals(ledger.row(Table.LOG_SITES, "posts: no post {}"), known.row());
    assertNull(texts.find(posts, new String("no post {}")));
    assertNull(texts.find(likes, message));
  }

  @Test
  void keepsNoTextAlive() {
    KnownTexts texts = new KnownTexts();
    KnownLogger logger = new KnownLogger(ledger, "posts", "elsewhere");
    WeakReference<String> watched = rememberAndDrop(texts, logger);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!watched.refersTo(null) && System.nanoTime() < deadline) {
      System.gc();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    assertNull(watched.get());
  }

  private static WeakReference<String> rememberAndDrop(KnownTexts texts, KnownLogger logger) {
    String message = new String("built");
    texts.remember(logger, message, null);
    assertNotNull(texts.find(logger, message));
    return new WeakReference<>(message);
  }

  @Test
  void findsALoggerByNameWhicheverStringHoldsIt() {
    KnownLoggers loggers = new KnownLoggers(ledger);
    KnownLogger first = loggers.get("posts", "elsewhere");
    assertEquals(first, loggers.get(new String("posts"), "elsewhere"));
    assertEquals(ledger.row(Table.LOGGERS, "posts"), first.row());
    assertEquals("posts: here", first.site("here"));
    assertEquals(ledger.row(Table.LOG_SITES, "posts: elsewhere"), first.unnamedSite());
    assertEquals("root: here", loggers.get("", "elsewhere").site("here"));
  }

  @Test
  void countsAsOtherUntilItOutweighsSomeName() {
    for (int i = 0; i < 64; i++) {
      ledger.add(ledger.row(Table.LOGGERS, "light" + i), Column.LOGGER_WARN, 50);
    }
    Place place = new Place(ledger, Table.LOGGERS, "heavy");
    assertEquals(ledger.row(Table.LOGGERS, Label.OTHER), place.row());
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (place.row().isOther() && System.nanoTime() < deadline) {
      // Each call is an event; the ranking changes places only so often.
    }
    assertEquals(ledger.row(Table.LOGGERS, "heavy"), place.row());
  }
}
