package io.tidemark.collector.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit codes and messages of what goes wrong, and of what ends by itself. */
final class MainTest {
  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--prot 3 | Unknown options: '--prot', '3'; see tidemark-collector collect --help",
        "collect --port x | Invalid value for option '--port': 'x' is not an int;"
            + " see tidemark-collector collect --help",
        "--port 65536 | --port is 65536, expected 0 to 65535;"
            + " see tidemark-collector collect --help",
        "--interval 1ms | --interval is 1ms, expected 100ms to 1m;"
            + " see tidemark-collector collect --help",
        "--tls-key x | --tls-certificate and --tls-key need each other, found one of them;"
            + " see tidemark-collector collect --help",
        "who --window 10 | Invalid value for option '--window': '10' is no duration,"
            + " expected one such as 500ms, 10s or 5m; see tidemark-collector who --help",
        "who --window 0s | --window is 0.0 s, expected 100ms to 1h; see tidemark-collector who --help",
        "check --all | Unknown option: '--all'; see tidemark-collector check --help",
        "attach --agnt x 1 | Unknown option: '--agnt'; see tidemark-collector attach --help",
        "attach --option a=b x | Invalid value for positional parameter at index 0 (PID): 'x' is"
            + " not a long; see tidemark-collector attach --help",
        "whom | Unmatched argument at index 0: 'whom'; see tidemark-collector --help",
      })
  void answersWrongUsageWithOneLine(String arguments, String message) {
    assertEquals(2, run(arguments.split(" ")));
    assertEquals("tidemark-collector: " + message + "\n", err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void saysThatAPortIsBusy() throws IOException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = busy.getLocalPort();
      assertEquals(1, run("--port", "" + port, "--dir", directory.toString()));
      assertEquals(
          "tidemark-collector: cannot listen on 127.0.0.1:%d: Address already in use; choose"
                  .formatted(port)
              + " another --port or --host, or stop what holds it\n",
          err.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--config", "--basic-auth"})
  void saysThatAFileCannotBeRead(String option) {
    assertEquals(1, run(option, "none", "--dir", directory.toString()));
    assertEquals("tidemark-collector: cannot read none: there is no such file\n", err.toString());
  }

  @ParameterizedTest
  @CsvSource({"collect", "who", "segments"})
  void saysThatADirectoryCannotBeRead(String command) throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertEquals(1, run(command, "--dir", file.toString()));
    assertEquals(
        "tidemark-collector: cannot read %s: it is not a directory; expected a directory that"
                .formatted(file)
            + " this user can list, set --dir or TIDEMARK_DIR to it\n",
        err.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"who", "top"})
  void refusesADirectoryThatIsNotThere(String command) {
    Path missing = directory.resolve("missing");
    assertEquals(2, run(command, "--dir", missing.toString()));
    assertEquals(
        "tidemark-collector: --dir: there is no directory %s; see tidemark-collector %s --help\n"
            .formatted(missing, command),
        err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void takesADirectoryWithoutSegmentsForAHostWithoutJvms() {
    assertEquals(0, run("who", "--window", "100ms", "--dir", directory.toString()));
    assertEquals(
        """
        Nothing stands out: no running JVM has the agent.

        0.1 s, 0 JVMs with the agent
        Segments: %s
        """
            .formatted(directory),
        out.toString());
    assertEquals("", err.toString());
  }

  @Test
  void printsTheReasonWhyASegmentCannotBeRead() throws IOException {
    Path file = directory.resolve("1-0.segment");
    Files.writeString(file, "no segment");
    assertEquals(0, run("segments", "--dir", directory.toString()));
    assertEquals(
        "%s%n  cannot be read: %s has 10 bytes, expected at least 4096%n".formatted(file, file),
        out.toString());
  }

  @Test
  void checksThePlace() {
    String missing = directory.resolve("missing").toString();
    String[] nowhere = {"check", "--proc", missing, "--tmp", missing, "--sys", missing};
    List<String> arguments = new ArrayList<>(List.of(nowhere));
    arguments.addAll(List.of("--json", "--dir", missing));
    assertEquals(0, run(arguments.toArray(String[]::new)));
    assertTrue(out.toString().startsWith("{\"ok\":true,\"findings\":[{"), out.toString());
    assertEquals("", err.toString());
  }

  @Test
  void saysByItsExitCodeThatAPlaceLacksSomething() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    String nowhere = directory.resolve("missing").toString();
    assertEquals(1, run("check", "--dir", file.toString(), "--proc", nowhere, "--tmp", nowhere));
    assertTrue(out.toString().startsWith("missing segments      "), out.toString());
    assertEquals("", err.toString());
  }

  @Test
  void explainsItself() {
    assertEquals(0, run("--help"));
    assertEquals(0, run("who", "--help"));
    assertEquals(0, run("--version"));
    assertTrue(out.toString().startsWith("Usage: tidemark-collector"), out.toString());
    assertTrue(out.toString().endsWith("tidemark-collector development\n"), out.toString());
  }

  private int run(String... arguments) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }
}
