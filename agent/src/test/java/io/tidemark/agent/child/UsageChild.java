package io.tidemark.agent.child;

import com.acme.Fanout;
import com.acme.Work;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Burns CPU time and heap for clients, on threads of all kinds, and writes down how much. */
public final class UsageChild {
  private static final int MIB = 1 << 20;
  private static final long MS = 1_000_000;
  private static final Fanout FANOUT = new Fanout();

  private final Map<String, Burner> burners = new TreeMap<>();

  private UsageChild() {}

  /** Runs what {@code UsageIT} expects to find; the argument is the file of what was used. */
  public static void main(String[] arguments) throws Exception {
    UsageChild child = new UsageChild();
    child.run();
    StringBuilder text = new StringBuilder();
    child.burners.forEach(
        (client, burner) ->
            text.append(client)
                .append(' ')
                .append(burner.bytes())
                .append(' ')
                .append(burner.cpuNs())
                .append('\n'));
    Files.writeString(Path.of(arguments[0]), text);
    Handshake.await();
    System.exit(0);
  }

  private Burner of(String client) {
    return burners.computeIfAbsent(client, name -> new Burner());
  }

  private void run() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    share(pool, "long", 20 * MS, 10);
    share(pool, "short", MS / 5, 500);
    // The handler's own thread, and a request within a request.
    Burner outer = of("outer");
    Burner inner = of("inner");
    FANOUT.act(
        "outer",
        () -> {
          use(outer, 16, 100 * MS);
          within("inner", () -> use(inner, 32, 50 * MS));
          use(outer, 16, 100 * MS);
        });
    thread(of("thread"));
    // What is nobody's, on threads that worked for somebody before and will again.
    Burner nobody = new Burner();
    for (int i = 0; i < 10; i++) {
      run(pool, () -> use(nobody, 16, 20 * MS));
      FANOUT.act("between", () -> run(pool, () -> use(of("between"), 0, MS / 10)));
    }
    if (Runtime.version().feature() >= 21) {
      Burner virtual = new Burner();
      FANOUT.act(
          "virtual",
          () -> {
            CountDownLatch done = new CountDownLatch(1);
            byVirtualThread(
                () -> {
                  for (int i = 0; i < 32; i++) {
                    virtual.allocate(MIB);
                  }
                  done.countDown();
                });
            TaskChild.await(done);
          });
      of("virtual"); // nothing of it is to be seen
    }
    if (Burner.spun() < 0) {
      throw new IllegalStateException("not reached");
    }
  }

  // By another handler: calls of one that call it again are one.
  private static void within(String client, Runnable work) {
    try {
      Work.as(client, Executors.callable(work));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  // Two clients on one pool: one uses four times as much.
  private void share(ExecutorService pool, String name, long burnNs, int tasks) {
    CountDownLatch done = new CountDownLatch(2 * tasks);
    for (int i = 0; i < tasks; i++) {
      for (int size : new int[] {1, 4}) {
        Burner burner = of(name + size);
        FANOUT.act(
            name + size,
            () ->
                pool.execute(
                    () -> {
                      use(burner, size, size * burnNs);
                      done.countDown();
                    }));
      }
    }
    TaskChild.await(done);
  }

  private static void use(Burner burner, int mebibytes, long burnNs) {
    burner.use(mebibytes, MIB, burnNs);
  }

  // It asks the agent for nothing all its life.
  private static void thread(Burner burner) throws InterruptedException {
    Thread[] thread = new Thread[1];
    FANOUT.act(
        "thread",
        () -> {
          thread[0] = new Thread(() -> use(burner, 64, 100 * MS));
          thread[0].start();
        });
    thread[0].join();
  }

  private static void run(ExecutorService pool, Runnable task) {
    CountDownLatch done = new CountDownLatch(1);
    pool.execute(
        () -> {
          task.run();
          done.countDown();
        });
    TaskChild.await(done);
  }

  private static void byVirtualThread(Runnable task) {
    try {
      Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
