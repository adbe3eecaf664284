package io.tidemark.agent.child;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** Logs with one framework, in all its ways, and counts what its appenders must get. */
public final class LogChild {
  private static final int MANY = 5_000;

  private final Tally tally = new Tally();

  private LogChild() {}

  /** Runs what {@code LogIT} names, and writes to a file what was to be counted. */
  public static void main(String[] arguments) throws Exception {
    LogChild child = new LogChild();
    switch (arguments[0]) {
      case "LOGBACK" -> child.log(new LogbackLogs());
      case "LOG4J" -> child.log(new Log4jLogs(true));
      case "LOG4J_ASYNC" -> child.log(new Log4jLogs(false));
      case "JUL" -> child.log(new JulLogs());
      default -> child.print();
    }
    child.tally.add(Tally.NOBODY, "LOG_CONSOLE", 1); // the handshake
    child.tally.write(Path.of(arguments[1]));
    Handshake.await();
  }

  private void log(Logs logs) throws Exception {
    for (Logs.Way way : Logs.Way.values()) {
      if (logs.has(way)) {
        String client = way.name().toLowerCase(Locale.ROOT);
        for (Logs.Level level : Logs.Level.values()) {
          each(client, level, 1, () -> logs.log(way, level));
          each(Tally.NOBODY, level, 1, () -> logs.log(way, level));
        }
        Tally.run(
            client,
            () -> {
              logs.logFiltered(way);
              return null;
            });
      }
    }
    manyAtOnce(logs);
    logs.stop();
  }

  // Two clients that log at the same time.
  private void manyAtOnce(Logs logs) throws Exception {
    CountDownLatch done = new CountDownLatch(2);
    for (String client : new String[] {"one", "two"}) {
      tally.add(client, "LOG_INFO", MANY);
      Runnable logging = () -> logs.log(Logs.Way.SYNCHRONOUS, Logs.Level.INFO);
      new Thread(
              () -> {
                try {
                  Tally.run(client, () -> repeat(MANY, logging));
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
                done.countDown();
              })
          .start();
    }
    done.await();
  }

  private void each(String client, Logs.Level level, int times, Runnable logging) throws Exception {
    if (level != Logs.Level.TRACE) { // off
      tally.add(client, "LOG_" + level, times);
    }
    Tally.run(client, () -> repeat(times, logging));
  }

  private static int repeat(int times, Runnable action) {
    for (int i = 0; i < times; i++) {
      action.run();
    }
    return times;
  }

  private void print() throws Exception {
    tally.add("printer", "LOG_CONSOLE", 7);
    Tally.run(
        "printer",
        () -> {
          System.out.println("one");
          System.out.println("a line".repeat(1000));
          System.err.println("three");
          System.out.write(new byte[] {'f', 'o', 'u', 'r', '\n'});
          return repeat(3, () -> System.err.println("more"));
        });
    tally.add(Tally.NOBODY, "LOG_CONSOLE", 2);
    repeat(2, () -> System.out.println("nobody"));
  }
}
