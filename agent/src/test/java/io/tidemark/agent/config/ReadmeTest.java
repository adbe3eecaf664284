package io.tidemark.agent.config;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README's table of settings is the one in the code. */
class ReadmeTest {
  @Test
  void listsEverySetting() throws IOException {
    StringBuilder table = new StringBuilder("| Setting | Variable | Default | Meaning |\n");
    table.append("|---|---|---|---|\n");
    for (ConfigKey key : ConfigKey.values()) {
      String defaultValue = key.defaultValue().replace("|", "\\|");
      table
          .append("| `")
          .append(key.key())
          .append("` | `")
          .append(key.variable())
          .append("` | ")
          .append(defaultValue.isEmpty() ? "" : "`" + defaultValue + "`")
          .append(" | ")
          .append(key.description())
          .append(" |\n");
    }
    String readme = Files.readString(readme());
    assertTrue(readme.contains(table), () -> "agent/README.md must contain\n" + table);
  }

  // Tests run in the module's folder, or in its target.
  private static Path readme() {
    Path here = Path.of("README.md");
    return Files.exists(here) ? here : Path.of("..", "README.md");
  }
}
