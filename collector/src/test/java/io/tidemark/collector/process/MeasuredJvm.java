package io.tidemark.collector.process;

import com.sun.management.UnixOperatingSystemMXBean;
import io.tidemark.collector.jvm.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A real JVM that says what its own beans say of it. */
final class MeasuredJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;

  private MeasuredJvm(Process process) {
    this.process = process;
    this.answers = process.inputReader();
  }

  /** What the beans say. */
  record Beans(long threads, long descriptors, long descriptorLimit, double cpuSeconds) {
    static Beans parse(String line) {
      double[] values =
          Arrays.stream(line.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
      return new Beans((long) values[0], (long) values[1], (long) values[2], values[3]);
    }
  }

  /** Starts one with so many threads that do nothing. */
  static MeasuredJvm start(Path java, int threads) throws IOException {
    List<String> command =
        List.of(
            java.toString(),
            "-XX:-UseDynamicNumberOfCompilerThreads", // so that two looks see the same threads
            "-XX:-UseDynamicNumberOfGCThreads",
            "-cp",
            System.getProperty("java.class.path"),
            MeasuredJvm.class.getName(),
            Integer.toString(threads));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    MeasuredJvm jvm = new MeasuredJvm(builder.start());
    jvm.beans(); // it has begun
    return jvm;
  }

  /** The {@code java} that runs the tests, or an installed one of another feature version. */
  static Path java(int feature) throws IOException {
    return Runtime.version().feature() == feature
        ? ChildJvm.running()
        : ChildJvm.installed(feature).orElse(Path.of("no JDK " + feature + " is installed"));
  }

  long pid() {
    return process.pid();
  }

  /** Asks the beans. */
  Beans beans() throws IOException {
    OutputStream commands = process.getOutputStream();
    commands.write('\n');
    commands.flush();
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the child has ended");
    }
    return Beans.parse(line);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  public static void main(String[] arguments) throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    for (int thread = Integer.parseInt(arguments[0]); thread > 0; thread--) {
      Thread waiting = new Thread(() -> waitFor(never));
      waiting.setDaemon(true);
      waiting.start();
    }
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    UnixOperatingSystemMXBean system =
        (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    while (commands.readLine() != null) {
      System.out.println(
          ManagementFactory.getThreadMXBean().getThreadCount()
              + " "
              + system.getOpenFileDescriptorCount()
              + " "
              + system.getMaxFileDescriptorCount()
              + " "
              + system.getProcessCpuTime() / 1e9);
    }
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
