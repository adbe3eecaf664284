package io.tidemark.collector.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.access.Certificates;
import io.tidemark.collector.signal.Tally;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change under a running collector, looked at when the test says so. */
final class ReloadTest {
  private static final String USER =
      "u:$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW\n";
  private static final String READ = "tidemark-collector: settings were read again";

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final List<String> refusals = new ArrayList<>();
  private final List<String> applied = new ArrayList<>();
  private final Logger logger = Logger.getLogger(Reload.class.getName());
  private final Handler log = new Kept();
  private Path config;

  @BeforeEach
  void listen() {
    logger.addHandler(log);
    logger.setUseParentHandlers(false);
    config = directory.resolve("collector.conf");
  }

  @AfterEach
  void stop() {
    logger.removeHandler(log);
    logger.setUseParentHandlers(true);
  }

  @Test
  void looksAwayWhileNothingChanges() throws IOException {
    Reload reload = reload("interval = 1s\n");
    reload.look(false);
    reload.look(false);
    assertEquals("[] [] ", applied + " " + refusals + " " + out);
  }

  @Test
  void takesAChangedFileOnceItStandsStill() throws IOException {
    Reload reload = reload("interval = 1s\nkeep-dead = 10m\n");
    write("interval = 2s\nkeep-dead = 5m\n");
    reload.look(false);
    assertEquals(List.of(), applied, "it may still be written");
    reload.look(false);
    reload.look(false);
    assertEquals(List.of("interval=PT2S keepDead=PT5M tls=false users=false"), applied);
    assertEquals(READ + "\n", out.toString());
  }

  @Test
  void takesFilesAtOnceWhenItIsAskedTo() throws IOException {
    Reload reload = reload("interval = 1s\n");
    write("interval = 2s\n");
    reload.look(true);
    reload.look(false);
    reload.look(false);
    assertEquals(List.of("interval=PT2S keepDead=PT10M tls=false users=false"), applied);
  }

  @Test
  void keepsEverythingWhenSomethingIsWrong() throws IOException {
    Reload reload = reload("interval = 1s\n");
    write("interval = 2s\nprot = 9464\n");
    reload.look(true);
    reload.look(false); // tells it once
    assertEquals(List.of(), applied);
    assertEquals(1, refusals.size());
    assertEquals(
        "settings were not read again, the old ones hold: "
            + config
            + " line 2: there is no 'prot'",
        refusals.get(0).replaceFirst(", expected one of .*", ""));
    write("interval = 3s\n");
    reload.look(false);
    reload.look(false);
    assertEquals(List.of("interval=PT3S keepDead=PT10M tls=false users=false"), applied);
  }

  @Test
  void letsWhatWasTypedGoFirst() throws IOException {
    Reload reload = reload("interval = 1s\nkeep-dead = 10m\n", "--interval", "7s");
    write("interval = 2s\nkeep-dead = 5m\n");
    reload.look(true);
    assertEquals(List.of("interval=PT7S keepDead=PT5M tls=false users=false"), applied);
  }

  @Test
  void saysWhatNeedsARestart() throws Exception {
    Path users = Files.writeString(directory.resolve("users"), USER);
    Certificates.TlsPair pair = Certificates.write(directory, "a", "EC");
    Reload reload = reload("port = 9464\nbasic-auth = " + users + "\n");
    write(
        "port = 9465\nhost = 127.0.0.2\ntls-certificate = %s\ntls-key = %s\n"
            .formatted(pair.certificateFile(), pair.keyFile()));
    reload.look(true);
    assertEquals(List.of("interval=PT1S keepDead=PT10M tls=false users=true"), applied);
    String line = out.toString().strip();
    assertEquals(READ + "; a restart is needed for ", line.substring(0, line.indexOf("--")));
    assertEquals(
        List.of("--basic-auth", "--host", "--port", "--tls-certificate", "--tls-key"),
        List.of(line.substring(line.indexOf("--")).split(", ")).stream().sorted().toList());
  }

  @Test
  void takesACertificateAndItsKeyWrittenOneAfterTheOther() throws Exception {
    Certificates.TlsPair old = Certificates.write(directory, "old", "EC");
    Certificates.TlsPair renewed = Certificates.write(directory, "renewed", "EC");
    String typed = "--tls-certificate " + old.certificateFile() + " --tls-key " + old.keyFile();
    Reload reload = reload("interval = 1s\n", typed.split(" "));
    replace(renewed.certificateFile(), old.certificateFile());
    reload.look(false);
    replace(renewed.keyFile(), old.keyFile());
    reload.look(false);
    assertEquals(List.of(), applied);
    reload.look(false);
    assertEquals(List.of("interval=PT1S keepDead=PT10M tls=true users=false"), applied);
    assertEquals(List.of(), refusals);
  }

  @Test
  void followsALinkThatMoves() throws IOException {
    Path first = Files.writeString(directory.resolve("first"), USER);
    Path second = Files.writeString(directory.resolve("second"), USER);
    Path link = Files.createSymbolicLink(directory.resolve("users"), first);
    Reload reload = reload("basic-auth = " + link + "\n");
    Files.delete(link);
    Files.createSymbolicLink(link, second);
    reload.look(false);
    reload.look(false);
    assertEquals(List.of("interval=PT1S keepDead=PT10M tls=false users=true"), applied);
  }

  @Test
  void noticesAFileThatIsGoneAndComesBack() throws IOException {
    Reload reload = reload("interval = 1s\n");
    Files.delete(config);
    reload.look(false);
    reload.look(false);
    assertEquals(
        List.of(
            "settings were not read again, the old ones hold: cannot read "
                + config
                + ": there is no such file"),
        refusals);
    write("interval = 2s\n");
    reload.look(false);
    reload.look(false);
    assertEquals(List.of("interval=PT2S keepDead=PT10M tls=false users=false"), applied);
  }

  private Reload reload(String text, String... typed) throws IOException {
    Files.writeString(config, text);
    List<String> arguments = new ArrayList<>(List.of(typed));
    arguments.add("--config=" + config);
    CollectCommand commandLine = ConfigFile.parsed(arguments);
    CollectCommand options = commandLine.withConfig();
    return new Reload(
        commandLine,
        options,
        FileStamps.of(options.files()),
        (changed, files) ->
            applied.add(
                changed.times()
                    + " tls="
                    + files.identity().isPresent()
                    + " users="
                    + files.passwords().isPresent()),
        new Tally(),
        new PrintWriter(out, true));
  }

  /** As an editor does: a new file in the old one's place. */
  private void write(String text) throws IOException {
    replace(Files.writeString(directory.resolve("new.conf"), text), config);
  }

  private static void replace(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private final class Kept extends Handler {
    @Override
    public void publish(LogRecord record) {
      refusals.add(new SimpleFormatter().formatMessage(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
