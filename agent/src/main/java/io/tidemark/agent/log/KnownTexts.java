package io.tidemark.agent.log;

import io.tidemark.segment.Row;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Messages that were looked at, by logger and identity: a table of fixed size, which keeps none of
 * them alive. Thread-safe, without a lock; neither a known message nor an unknown one costs more
 * than a few nanoseconds, whatever its length, since it is not hashed.
 */
final class KnownTexts {
  private static final int WAYS = 4;
  private static final int SETS = 512;

  private final AtomicReferenceArray<Text> known = new AtomicReferenceArray<>(WAYS * SETS);
  private int turn;

  /** A message of a logger that was looked at; null when it was not. */
  @Nullable Text find(KnownLogger logger, String message) {
    int first = first(logger, message);
    for (int way = 0; way < WAYS; way++) {
      Text text = known.get(first + way);
      if (text != null && text.logger == logger && text.refersTo(message)) {
        return text;
      }
    }
    return null;
  }

  /**
   * Remembers a message.
   *
   * @param place where it is counted; null when it is no constant of the program
   */
  void remember(KnownLogger logger, String message, @Nullable Place place) {
    int first = first(logger, message);
    int way = 0;
    while (way < WAYS && !isFree(known.get(first + way))) {
      way++;
    }
    int taken = way < WAYS ? way : turn++ & (WAYS - 1);
    known.set(first + taken, new Text(message, logger, place));
  }

  private static boolean isFree(@Nullable Text text) {
    return text == null || text.refersTo(null);
  }

  private static int first(KnownLogger logger, String message) {
    int length = message.length();
    int hash = 31 * logger.hash() + length;
    if (length != 0) {
      hash = 31 * hash + message.charAt(0);
      hash = 31 * hash + message.charAt(length / 3);
      hash = 31 * hash + message.charAt(length / 2);
      hash = 31 * hash + message.charAt(length - 1);
    }
    return ((hash ^ (hash >>> 15)) & (SETS - 1)) * WAYS;
  }

  /** A message of one logger. */
  static final class Text extends WeakReference<String> {
    private final KnownLogger logger;
    private final @Nullable Place place;

    Text(String message, KnownLogger logger, @Nullable Place place) {
      super(message);
      this.logger = logger;
      this.place = place;
    }

    /** Where it is counted; null when it is no constant of the program. */
    @Nullable Row row() {
      return place == null ? null : place.row();
    }
  }
}
