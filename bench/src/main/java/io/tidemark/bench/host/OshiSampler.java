package io.tidemark.bench.host;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import oshi.SystemInfo;
import oshi.software.os.OperatingSystem;

/** Asks OSHI once a second for all connections and for each process that it was given. */
public final class OshiSampler {
  private OshiSampler() {}

  /** Arguments: process ids. Ends when its standard input does. */
  public static void main(String[] args) throws InterruptedException {
    OperatingSystem system = new SystemInfo().getOperatingSystem();
    int[] pids = Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
    CountDownLatch ended = new CountDownLatch(1);
    Thread input = new Thread(() -> awaitEnd(ended), "input");
    input.setDaemon(true);
    input.start();
    System.out.println("READY");
    long seen = 0;
    do {
      seen += system.getInternetProtocolStats().getConnections().size();
      for (int pid : pids) {
        seen += system.getProcess(pid) == null ? 0 : 1;
      }
    } while (!ended.await(1, TimeUnit.SECONDS));
    System.out.println("SEEN " + seen);
  }

  private static void awaitEnd(CountDownLatch ended) {
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException e) {
      System.err.println(e);
    } finally {
      ended.countDown();
    }
  }
}
