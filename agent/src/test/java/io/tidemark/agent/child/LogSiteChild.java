package io.tidemark.agent.child;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Logs messages of all kinds, and writes down what loggers and sites must have counted. */
public final class LogSiteChild {
  /** What no label may hold. */
  public static final String SECRET = "s3cr3t-k3y";

  private static final String POSTS = "com.acme.Posts";
  private static final String FLOOD = "com.acme.Flood";
  private static final int LIGHT_LOGGERS = 70;
  private static final int HEAVY_LOGGERS = 4;
  private static final int HEAVY_EVENTS = 20_000;

  private final Tally tally = new Tally();
  private final SiteLogs logs;
  private final String place;

  private LogSiteChild(SiteLogs logs) {
    this.logs = logs;
    this.place = POSTS + ": " + logs.getClass().getSimpleName();
  }

  /** Runs what {@code LogSiteIT} names, and writes to a file what was to be counted. */
  public static void main(String[] arguments) throws Exception {
    LogSiteChild child = new LogSiteChild(SiteLogs.of(arguments[1]));
    switch (arguments[0]) {
      case "KINDS" -> {
        Tally.run("one", child::logAllKinds);
        Tally.run("two", child::logAllKinds);
      }
      case "BROKEN" -> {
        JulSites.logBroken(POSTS);
        child.logged(3, POSTS + ": after that", () -> child.logs.log(POSTS, "after that"));
      }
      case "FLOOD" -> Tally.run("one", child::flood);
      default -> child.logWithManyLoggers();
    }
    child.logs.stop();
    System.err.println(SECRET);
    child.tally.write(Path.of(arguments[2]));
    Handshake.await();
  }

  private int logAllKinds() {
    String key = SECRET + System.nanoTime();
    logged(8, POSTS + ": no such post", () -> logs.log(POSTS, "no such post"));
    logged(7, POSTS + ": no post {}", () -> logs.log(POSTS, "no post {}", key));
    logged(6, POSTS + ": marked", () -> logs.marked(POSTS, "marked"));
    logged(5, place + ".log:LINE", () -> logs.log(POSTS, "failed for " + key));
    logged(4, place + ".log:LINE", () -> logs.log(POSTS, ("interned " + key).intern()));
    logged(3, place + ".log:LINE", () -> logs.log(POSTS, null));
    logged(2, place + ".log:LINE", () -> logs.log(POSTS, "failed for " + key + " {}", key));
    logged(2, place + ".supplied:LINE", () -> logs.supplied(POSTS, () -> "supplied " + key));
    logged(2, place + ".object:LINE", () -> logs.object(POSTS, List.of(key)));
    return 1;
  }

  private void logged(int times, String site, Runnable logging) {
    for (int i = 0; i < times; i++) {
      logging.run();
    }
    tally.add(site, "SITE_EVENTS", times);
    tally.add(POSTS, "LOGGER_WARN", times);
  }

  // Many more than are looked at closely.
  private int flood() {
    for (int i = 0; i < HEAVY_EVENTS; i++) {
      logs.log(FLOOD, SECRET + i);
    }
    tally.add(FLOOD, "LOGGER_WARN", HEAVY_EVENTS);
    return HEAVY_EVENTS;
  }

  // More than there is room for, the heavy ones last.
  private void logWithManyLoggers() throws Exception {
    for (int i = 0; i < LIGHT_LOGGERS; i++) {
      log("light" + i, 1 + i % 3);
    }
    for (int i = 0; i < HEAVY_LOGGERS; i++) {
      // The ranking changes places one at a time, and not at once.
      long begunNs = System.nanoTime();
      do {
        log("heavy" + i, HEAVY_EVENTS);
      } while (System.nanoTime() - begunNs < TimeUnit.MILLISECONDS.toNanos(200));
    }
  }

  private void log(String logger, int times) throws Exception {
    tally.add(logger, "LOGGER_WARN", times);
    tally.add(logger + ": full", "SITE_EVENTS", times);
    for (int i = 0; i < times; i++) {
      logs.log(logger, "full");
    }
  }
}
