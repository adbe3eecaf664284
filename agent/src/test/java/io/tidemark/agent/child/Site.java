package io.tidemark.agent.child;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The pages that every server of the test has. */
final class Site {
  /** All of them; each is mapped by itself. */
  static final String[] PAGES = {
    "posts",
    "form",
    "json",
    "configured",
    "bytewise",
    "fail",
    "bad",
    "throw",
    "starve",
    "late",
    "dispatched",
    "forgotten",
    "forward",
    "effects",
    "lateEffects",
    "hang"
  };

  /** Work that may fail. */
  interface Work {
    void run() throws Exception;
  }

  /** Held until the parent has looked. */
  static final CountDownLatch HANGING = new CountDownLatch(1);

  static final CountDownLatch HANGS = new CountDownLatch(1);

  private static final ExecutorService POOL = Executors.newFixedThreadPool(2, Site::daemon);
  private static final Logger LOG = logger();

  private Site() {}

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "site");
    thread.setDaemon(true);
    return thread;
  }

  private static Logger logger() {
    Logger logger = Logger.getLogger("site");
    logger.setUseParentHandlers(false);
    logger.addHandler(
        new Handler() {
          @Override
          public void publish(LogRecord event) {}

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
    return logger;
  }

  static void visit(Visit visit) throws Exception {
    switch (visit.page()) {
      case "form" -> visit.answer(200, "values: " + visit.values("uris"));
      case "json", "configured" ->
          visit.answer(200, "bytes: " + visit.body().readAllBytes().length);
      case "bytewise" -> visit.answer(200, "bytes: " + bytewise(visit.body()));
      case "fail" -> visit.answer(503, "not now");
      case "bad" -> visit.answer(404, "never");
      case "throw" ->
          throw new IllegalStateException("thrown by the test", new OutOfMemoryError("as told"));
      case "starve" -> throw new OutOfMemoryError("thrown by the test");
      case "late" -> visit.later(() -> visit.answer(200, "at last"));
      case "dispatched" -> visit.dispatchLater("/posts/9");
      case "forgotten" -> visit.neverAnswer();
      case "forward" -> visit.forward("/posts/9");
      case "effects" -> {
        effects();
        visit.answer(200, "done");
      }
      case "lateEffects" ->
          visit.later(
              () -> {
                effects();
                visit.answer(200, "done");
              });
      case "hang" -> {
        HANGS.countDown();
        HANGING.await();
        visit.answer(200, "free");
      }
      default -> visit.answer(200, "a post");
    }
  }

  private static int bytewise(InputStream body) throws IOException {
    int bytes = 0;
    while (body.read() >= 0) {
      bytes++;
    }
    return bytes;
  }

  /** A task, two dials and a log event: half of the dials in the task. */
  static void effects() throws Exception {
    POOL.submit(
            () -> {
              dial();
              return "dialled";
            })
        .get();
    dial();
    LOG.info("done");
  }

  /** Does work for the request of the running thread, on another. */
  static void inPool(Work work) {
    var unused =
        POOL.submit(
            () -> {
              work.run();
              return "worked";
            });
  }

  private static void dial() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), 1000);
      throw new IllegalStateException("nobody listens at port 1");
    } catch (ConnectException e) {
      // As it should be.
    }
  }
}
