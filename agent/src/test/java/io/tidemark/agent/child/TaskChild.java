package io.tidemark.agent.child;

import com.acme.Fanout;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.management.ObjectName;

/** Fans out through every {@link Carrier}, for two clients at a time. */
public final class TaskChild {
  /** Requests of each client through each carrier. */
  public static final int REQUESTS = 10;

  /** Tasks that a request of the first client starts itself. */
  public static final int WIDTH = 20;

  /** How many more those of the second start, so that no swap between the two goes unseen. */
  public static final int WIDER = 7;

  /** Requests that {@code many} sends through each carrier whose tasks are its own. */
  public static final int MANY = 500;

  // What a request is to the agent, as it stands in a histogram.
  private static final Pattern OURS =
      Pattern.compile(
          " io\\.tidemark\\.agent\\.("
              + "record\\.(Request|Tasks)|task\\.(Handover|Unrelated)|method\\.MethodCall) ");

  private static final Fanout FANOUT = new Fanout();

  private TaskChild() {}

  /** Runs what {@code TaskIT} expects to find. */
  public static void main(String[] arguments) throws Exception {
    for (Carrier carrier : Carrier.all(Runtime.version().feature())) {
      interleave(carrier);
    }
    ExecutorService pool = Executors.newFixedThreadPool(2);
    FANOUT.act("stream", () -> stream(pool));
    share(pool);
    QueueRules.check(FANOUT);
    many();
    WeakReference<ClassLoader> strange = strange(pool);
    System.out.println("LEFT " + leftBehind(pool) + (strange.get() == null ? "" : " and a loader"));
    pool.shutdown();
    if (!pool.awaitTermination(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("tasks are left");
    }
    Handshake.await();
    System.exit(0); // the carriers' threads would keep it
  }

  private static void interleave(Carrier carrier) throws Exception {
    Executor executor = carrier.open();
    Thread[] clients = new Thread[2];
    for (int i = 0; i < clients.length; i++) {
      String name = "client-" + i + "-" + carrier.name();
      int width = WIDTH + i * WIDER;
      clients[i] = new Thread(() -> requests(name, executor, width));
      clients[i].start();
    }
    for (Thread client : clients) {
      client.join();
    }
  }

  private static void requests(String client, Executor executor, int width) {
    try {
      for (int i = 0; i < REQUESTS; i++) {
        FANOUT.handle(client, executor, width);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  // How many tasks the stream itself takes is its own affair; each element starts one.
  private static void stream(ExecutorService pool) {
    IntStream.range(0, 1000).parallel().forEach(i -> pool.execute(() -> {}));
  }

  // One object, which both clients submit many times over, behind a task that blocks the pool.
  private static void share(ExecutorService pool) throws InterruptedException {
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(200);
    Runnable shared = done::countDown;
    pool.execute(() -> await(gate));
    pool.execute(() -> await(gate));
    for (int i = 0; i < 100; i++) {
      FANOUT.act("shares-once", () -> pool.execute(shared));
      if (i % 2 == 0) {
        FANOUT.act("shares-twice", () -> pool.execute(shared));
        FANOUT.act("shares-twice", () -> pool.execute(shared));
      }
    }
    gate.countDown();
    await(done);
  }

  private static void many() throws Exception {
    for (Carrier carrier : Carrier.all(Runtime.version().feature())) {
      if (carrier.tasksPerRun() > 0) {
        Executor executor = carrier.open();
        for (int i = 0; i < MANY; i++) {
          FANOUT.handle("many", executor, 1);
        }
      }
    }
  }

  // A task of a class that nobody else knows, which is gone with its loader when it has been run.
  private static WeakReference<ClassLoader> strange(ExecutorService pool) throws Exception {
    URL classes = Fanout.class.getProtectionDomain().getCodeSource().getLocation();
    ClassLoader parent = ClassLoader.getPlatformClassLoader();
    URLClassLoader loader = new URLClassLoader(new URL[] {classes}, parent);
    CountDownLatch done = new CountDownLatch(1);
    Runnable task =
        (Runnable)
            loader
                .loadClass("com.acme.Stranger")
                .getConstructor(Runnable.class)
                .newInstance((Runnable) done::countDown);
    FANOUT.act("last", () -> pool.execute(task));
    await(done);
    return new WeakReference<>(loader);
  }

  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("waited in vain");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  // A task that was dropped without running is forgotten when the next one is handed over.
  private static long leftBehind(ExecutorService pool) throws Exception {
    long left = agentObjects();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (left > 0 && System.nanoTime() < deadline) {
      FANOUT.handle("last", pool, 1);
      left = agentObjects();
    }
    return left;
  }

  // Requests and what refers to them, of a histogram after a full collection.
  private static long agentObjects() throws Exception {
    ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
    String histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    commands,
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    return histogram
        .lines()
        .filter(line -> OURS.matcher(line).find())
        .mapToLong(line -> Long.parseLong(line.trim().split("\\s+", -1)[1]))
        .sum();
  }
}
