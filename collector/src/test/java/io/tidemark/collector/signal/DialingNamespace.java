package io.tidemark.collector.signal;

import io.tidemark.collector.jvm.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace with few ports in which {@link DialMain} runs, and nothing else. It is gone
 * with that process. Needs root, {@code unshare} and {@code nsenter} (Debian: util-linux), {@code
 * ip} and {@code ss} (iproute2).
 */
final class DialingNamespace implements AutoCloseable {
  private static final int FIRST_PORT = 32_768;

  private final Process process;
  private final BufferedReader output;
  private final List<Forecast> forecasts = new ArrayList<>();
  private String end = "";

  /**
   * What was sampled.
   *
   * @param atMs milliseconds since the first dial
   * @param seconds until connects find no port; NaN where no end was in sight
   * @param sourceSeconds the same of binds
   */
  record Forecast(long atMs, double seconds, double sourceSeconds) {}

  private DialingNamespace(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  /** Starts dialling. Options are the JVM's, arguments those of {@link DialMain}. */
  static DialingNamespace start(int ports, List<String> options, String... arguments)
      throws IOException {
    String setUp =
        "ip link set lo up"
            + " && ip address add 10.77.0.1/32 dev lo"
            + " && ip address add fd77::1/128 dev lo nodad"
            + " && echo '%d %d' >/proc/sys/net/ipv4/ip_local_port_range"
            + " && exec \"$@\"";
    List<String> command = new ArrayList<>(List.of("unshare", "--net", "sh", "-c"));
    command.add(setUp.formatted(FIRST_PORT, FIRST_PORT + ports - 1));
    command.addAll(List.of("sh", ChildJvm.running().toString()));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), DialMain.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return new DialingNamespace(builder.start());
  }

  /** Waits until it gets no port, or stops: its last word. */
  String awaitEnd() throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (!line.startsWith("sample ")) {
        end = line;
        return line;
      }
      read(line);
    }
    throw new IOException("the child ended");
  }

  private void read(String line) {
    String[] words = line.split(" ", -1);
    forecasts.add(new Forecast(Long.parseLong(words[1]), number(words[2]), number(words[3])));
  }

  private static double number(String word) {
    return word.equals("-") ? Double.NaN : Double.parseDouble(word);
  }

  /** Its last word. */
  String end() {
    return end;
  }

  /** What was sampled up to the end. */
  List<Forecast> forecasts() {
    return forecasts;
  }

  /** The samples of now, as {@link SampleText} writes them. */
  List<String> samples() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    List<String> samples = new ArrayList<>();
    for (String line = output.readLine(); !"end".equals(line); line = output.readLine()) {
      if (line == null) {
        throw new IOException("the child ended");
      }
      if (!line.startsWith("sample ")) {
        samples.add(line);
      }
    }
    return samples;
  }

  /** How many sockets there are of each state, as {@code ss} tells. */
  Map<String, Integer> ss() throws IOException, InterruptedException {
    Process ss =
        new ProcessBuilder("nsenter", "--net=/proc/" + process.pid() + "/ns/net", "ss", "-Htan")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Map<String, Integer> states = new TreeMap<>();
    try (BufferedReader lines = ss.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        states.merge(line.split(" ", 2)[0], 1, Integer::sum);
      }
    }
    if (!ss.waitFor(30, TimeUnit.SECONDS) || ss.exitValue() != 0) {
      throw new IOException("ss failed");
    }
    return states;
  }

  /** Ends the process, and the namespace with it. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
