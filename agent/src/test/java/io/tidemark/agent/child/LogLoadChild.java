package io.tidemark.agent.child;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Two clients that log, at 100,000 events a second together, if the machine is up to it. */
public final class LogLoadChild {
  private static final int EVENTS = 150_000;
  private static final int PER_MILLISECOND = 50;
  private static final int ERROR_EVERY = 1_000;

  private LogLoadChild() {}

  /** Runs what {@code LogLoadIT} names, and writes to a file what was to be counted. */
  public static void main(String[] arguments) throws Exception {
    LoadLogs logs = LoadLogs.of(arguments[0]);
    Tally tally = new Tally();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<Long>> times = new ArrayList<>();
    for (String client : List.of("one", "two")) {
      expect(tally, client);
      times.add(threads.submit(() -> com.acme.Work.as(client, () -> produce(logs, client))));
    }
    long longestNs = 1;
    for (Future<Long> time : times) {
      longestNs = Math.max(longestNs, time.get());
    }
    threads.shutdown();
    logs.stop();
    tally.add(Tally.NOBODY, "LOG_CONSOLE", 2); // this line and the handshake
    long perSecond = 2L * EVENTS * TimeUnit.SECONDS.toNanos(1) / longestNs;
    System.out.println(arguments[0] + ": " + perSecond + " events a second");
    tally.write(Path.of(arguments[1]));
    Handshake.await();
  }

  private static void expect(Tally tally, String client) {
    int errors = EVENTS / ERROR_EVERY;
    int warnings = EVENTS / 10 - errors;
    tally.add(client, "LOG_ERROR", errors);
    tally.add(client, "LOG_WARN", warnings);
    tally.add(client, "LOG_INFO", EVENTS - warnings - errors);
    tally.add("load." + client, "LOGGER_ERROR", errors);
    tally.add("load." + client, "LOGGER_WARN", warnings);
    tally.add("load." + client, "LOGGER_INFO", EVENTS - warnings - errors);
    tally.add("load." + client + ": no post", "SITE_EVENTS", errors);
    tally.add("load." + client + ": BUILT", "SITE_EVENTS", warnings);
    tally.add("load." + client + ": post {}", "SITE_EVENTS", EVENTS - warnings - errors);
  }

  private static long produce(LoadLogs logs, String client) {
    String logger = "load." + client;
    long begunNs = System.nanoTime();
    for (int i = 0; i < EVENTS; i++) {
      if (i % ERROR_EVERY == 0) {
        logs.error(logger, "no post");
      } else if (i % 10 == 0) {
        logs.warn(logger, "no post " + i);
      } else {
        logs.info(logger, "post {}", logger);
      }
      if (i % PER_MILLISECOND == 0) {
        pause(begunNs + TimeUnit.MILLISECONDS.toNanos(i / PER_MILLISECOND));
      }
    }
    return System.nanoTime() - begunNs;
  }

  private static void pause(long untilNs) {
    for (long left = untilNs - System.nanoTime(); left > 0; left = untilNs - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
