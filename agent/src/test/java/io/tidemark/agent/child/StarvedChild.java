package io.tidemark.agent.child;

import com.acme.Work;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A service whose heap is used up, in every place where that may happen. */
public final class StarvedChild {
  private static final int MIB = 1 << 20;

  private final ExecutorService pool = Executors.newFixedThreadPool(2);

  private StarvedChild() {}

  /** Does what each line of its standard input says. */
  public static void main(String[] arguments) throws Exception {
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {});
    StarvedChild child = new StarvedChild();
    System.out.println("READY");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      child.run(line);
      System.out.println("DONE " + line);
    }
    System.exit(0);
  }

  private void run(String line) throws Exception {
    switch (line) {
      case "request" -> fails(StarvedChild::fill);
      case "executed" -> {
        pool.execute(StarvedChild::fill);
        pool.submit(StarvedChild::pause).get();
      }
      case "submitted" -> fails(this::submitted);
      case "stage" ->
          fails(
              () ->
                  CompletableFuture.runAsync(StarvedChild::made, pool)
                      .thenRun(StarvedChild::made)
                      .join());
      case "forked" -> fails(() -> new ForkJoinPool(1).invoke(new Starved()));
      case "thread" -> ended(new Thread(StarvedChild::made));
      case "virtual" -> ended(virtual());
      case "again" -> {
        for (int i = 0; i < 8; i++) {
          fails(StarvedChild::fill);
          pause();
        }
      }
      case "grpc" -> grpc();
      case "handled" -> Work.as("handled", StarvedChild::handled);
      default -> fails(() -> failed(line));
    }
  }

  // It is known before the request asks for it, and is the same then.
  private Object submitted() throws Exception {
    Future<?> future = pool.submit(StarvedChild::made);
    while (!future.isDone()) {
      Thread.onSpinWait();
    }
    pause();
    return future.get();
  }

  // So long that the same error would be another.
  private static void pause() {
    long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(250);
    while (System.nanoTime() < endNs) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static Object failed(String line) {
    throw new IllegalStateException(line);
  }

  private static void fails(Callable<?> work) throws Exception {
    try {
      Work.as("starved", work);
    } catch (OutOfMemoryError | RuntimeException | ExecutionException e) {
      return;
    }
    throw new IllegalStateException("it did not fail");
  }

  /** Uses up the heap, for real. */
  private static Object fill() {
    List<byte[]> kept = new ArrayList<>();
    while (kept.size() < MIB) {
      kept.add(new byte[MIB]);
    }
    return kept;
  }

  private static void made() {
    throw new OutOfMemoryError("made by the test");
  }

  private static String handled() {
    try {
      fill();
    } catch (OutOfMemoryError e) {
      return "no harm done";
    }
    return "not reached";
  }

  private static void ended(Thread thread) throws InterruptedException {
    thread.start();
    thread.join();
  }

  // Of Java 21 and later.
  private static Thread virtual() throws ReflectiveOperationException {
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    return (Thread)
        Class.forName("java.lang.Thread$Builder")
            .getMethod("unstarted", Runnable.class)
            .invoke(builder, (Runnable) StarvedChild::made);
  }

  // One is thrown, one is caught and told the client.
  private static void grpc() throws Exception {
    Transport transport = Transport.of("IN_PROCESS");
    Server server = transport.server().addService(new PostsService().definition()).build().start();
    ManagedChannel channel = transport.client(server.getPort()).build();
    Client.of(channel).fails("starve", Status.Code.UNKNOWN);
    Client.of(channel).fails("starve:told", Status.Code.RESOURCE_EXHAUSTED);
    channel.shutdownNow();
    server.shutdownNow().awaitTermination();
  }

  private static final class Starved extends RecursiveAction {
    private static final long serialVersionUID = 1;

    @Override
    protected void compute() {
      made();
    }
  }
}
