package io.tidemark.lab.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.lab.incident.Catalogue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line up to where processes would start. */
class DemoTest {
  @TempDir private Path home = Path.of("");

  private record Outcome(int exitCode, String errors) {}

  @Test
  void answersAWrongOptionWithOneLine() throws IOException {
    assertEquals(
        new Outcome(2, "demo: Unknown option: '--bogus'; see ./demo --help\n"), run("--bogus"));
    assertEquals(
        new Outcome(2, "demo: --seconds takes 45 to 3600, found 5; see ./demo --help\n"),
        run("--seconds", "5"));
  }

  @Test
  void saysWhatIsNotBuilt() throws IOException {
    Files.createDirectories(home.resolve("agent/target"));
    Files.createFile(home.resolve("agent/target/tidemark-agent.jar"));
    assertEquals(
        new Outcome(
            2,
            "demo: not built: "
                + home.resolve("collector/target/tidemark-collector.jar")
                + "; see ./demo --help\n"),
        run());
  }

  @Test
  void saysWhenThePortIsTaken() throws IOException {
    for (String jar :
        new String[] {
          "agent/target/tidemark-agent.jar",
          "collector/target/tidemark-collector.jar",
          "lab/target/tidemark-lab.jar"
        }) {
      Files.createDirectories(home.resolve(jar).getParent());
      Files.createFile(home.resolve(jar));
    }
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertEquals(
          new Outcome(
              2,
              "demo: port "
                  + port
                  + " is not free on 127.0.0.1, take another with --port; see ./demo --help\n"),
          run("--port", String.valueOf(port)));
    }
  }

  @Test
  void knowsWhichIncidentsThereAre() throws IOException {
    String unknown =
        "demo: no incident 'may'; there are " + Catalogue.names() + "; see ./demo --help\n";
    assertEquals(new Outcome(2, unknown), run("--incident", "may"));
    assertEquals(new Outcome(2, unknown), run("--scoreboard", "--incidents", "april,may"));
  }

  @Test
  void refusesWhatDoesNotGoTogether() throws IOException {
    assertEquals(
        new Outcome(2, "demo: --scoreboard takes --incidents, not --incident; see ./demo --help\n"),
        run("--scoreboard", "--incident=april"));
    assertEquals(
        new Outcome(
            2,
            "demo: --incidents, --seeds, --json and --shared-network are of --scoreboard; see ./demo --help\n"),
        run("--json=board.json"));
    assertEquals(
        new Outcome(
            2,
            "demo: --healthy is of the outage without --incident and --scoreboard;"
                + " see ./demo --help\n"),
        run("--healthy", "--incident=april"));
    assertEquals(
        new Outcome(2, "demo: --runs takes 1 to 100, and --seeds as many; see ./demo --help\n"),
        run("--scoreboard", "--runs=0"));
  }

  @Test
  void explainsItself() {
    StringWriter out = new StringWriter();
    CommandLine line = Demo.commandLine(new Programs(home, "")).setOut(new PrintWriter(out));
    assertEquals(0, line.execute("--help"));
    assertTrue(out.toString().startsWith("Usage: demo "), out::toString);
  }

  private Outcome run(String... args) throws IOException {
    PrintStream before = System.err;
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    try (PrintStream captured = new PrintStream(errors, true, UTF_8)) {
      System.setErr(captured);
      int exitCode = Demo.commandLine(new Programs(home, "")).execute(args);
      return new Outcome(exitCode, errors.toString(UTF_8));
    } finally {
      System.setErr(before);
    }
  }
}
