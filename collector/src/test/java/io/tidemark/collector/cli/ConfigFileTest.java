package io.tidemark.collector.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.access.Mutations;
import io.tidemark.collector.access.SettingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigFileTest {
  private static final Path FILE = Path.of("c.conf");

  @Test
  void readsWhatTheCommandLineTakes() throws SettingException {
    CollectCommand options =
        ConfigFile.parse(
            "# times\r\ninterval=2s\r\n\r\nkeep-dead = 5m \nbasic-auth=/etc/a = b\nport = 0", FILE);
    assertEquals("interval=PT2S keepDead=PT5M", options.times());
    assertEquals(List.of(Path.of("/etc/a = b")), options.files());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "interval | found no 'name = value'",
        "= 2s | found no 'name = value'",
        "interval = | found no 'name = value'",
        "interval = 2 | Invalid value for option '--interval': '2' is no duration, expected one such"
            + " as 500ms, 10s or 5m",
        "interval = 1ms | --interval is 1ms, expected 100ms to 1m",
        "port = 65536 | --port is 65536, expected 0 to 65535",
        "keep-dead = 5m | 'keep-dead' is also in line 1",
      })
  void namesTheLineThatIsWrong(String line, String message) {
    SettingException e =
        assertThrows(
            SettingException.class, () -> ConfigFile.parse("keep-dead = 5m\n\n" + line, FILE));
    assertEquals("c.conf line 3: " + message, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"prot", "--port", "config", "help", "version", "PORT"})
  void knowsNoOtherNames(String name) {
    SettingException e =
        assertThrows(SettingException.class, () -> ConfigFile.parse(name + " = 1", FILE));
    assertTrue(
        e.toString()
            .contains("c.conf line 1: there is no '" + name + "', expected one of [basic-auth, "),
        e.toString());
  }

  @Test
  void survivesEveryMutation() {
    byte[] sound =
        "# times\ninterval = 2s\nkeep-dead = 5m\nport = 9464\nhost = localhost\ntmp = /tmp\n"
            .getBytes(StandardCharsets.UTF_8);
    Random random = new Random(4);
    int read = 0;
    for (int i = 0; i < 120; i++) {
      try {
        String text = new String(Mutations.of(sound, random), StandardCharsets.UTF_8);
        assertTrue(ConfigFile.parse(text, FILE).times().startsWith("interval=PT"));
        read++;
      } catch (SettingException e) {
        assertTrue(String.valueOf(e.getMessage()).startsWith("c.conf line "), e.toString());
      }
    }
    assertTrue(read > 5 && read < 115, "read=" + read);
  }
}
