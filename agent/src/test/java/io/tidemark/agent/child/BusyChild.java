package io.tidemark.agent.child;

import io.grpc.Server;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server of {@link BusyService} that does as it is told, line by line on standard input. */
public final class BusyChild {
  private static final int THREADS = 4;

  private BusyChild() {}

  /** Prints the port, and serves until its standard input ends. */
  public static void main(String[] arguments) throws Exception {
    ExecutorService handlers = Executors.newFixedThreadPool(THREADS);
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    // From now on all of their threads wait for the next task.
    pass(handlers);
    pass(pool);
    Server server =
        Transport.of("NETTY")
            .server()
            .executor(handlers)
            .addService(new BusyService(pool).definition())
            .build()
            .start();
    System.out.println("PORT " + server.getPort() + "\nREADY");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      switch (line) {
        case "REMAINS" -> System.out.println("REMAINS " + Remains.after());
        case "PASS" -> {
          pass(handlers);
          pass(pool);
          System.out.println("PASSED");
        }
        default -> System.out.println("CALLS " + CountingBridge.callsIn(TimeUnit.SECONDS, 2));
      }
    }
    server.shutdownNow();
    System.exit(0);
  }

  // Every thread of a pool runs a task, all at the same time.
  private static void pass(ExecutorService pool) throws Exception {
    CyclicBarrier all = new CyclicBarrier(THREADS + 1);
    for (int i = 0; i < THREADS; i++) {
      pool.execute(() -> meet(all));
    }
    meet(all);
  }

  private static void meet(CyclicBarrier all) {
    try {
      int place = all.await(60, TimeUnit.SECONDS);
      if (place < 0) {
        throw new IllegalStateException();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
