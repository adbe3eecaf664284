package io.tidemark.collector.cli;

import io.tidemark.collector.access.SettingException;
import io.tidemark.collector.access.SettingFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * A file of {@code name = value} lines, the names being those of {@code collect}'s options without
 * their dashes; empty lines and those that begin with {@code #} are skipped. Nothing is escaped.
 */
final class ConfigFile {
  private static final int MAX_BYTES = 64 << 10;
  private static final String OWN = "--config";

  private record Setting(int line, String value) {}

  private ConfigFile() {}

  /**
   * The options of a file, all others at their defaults.
   *
   * @throws SettingException when it cannot be read, or names the first line that is wrong
   */
  static CollectCommand read(Path file) throws SettingException {
    return parse(SettingFile.read(file, MAX_BYTES), file);
  }

  static CollectCommand parse(String text, Path file) throws SettingException {
    Map<String, Setting> settings = new TreeMap<>();
    int number = 0;
    for (String line : text.split("\\R", -1)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      String name = line.substring(0, Math.max(equals, 0)).strip();
      String value = line.substring(equals + 1).strip();
      if (name.isEmpty() || value.isEmpty()) {
        throw wrong(file, number, "found no 'name = value'");
      }
      checkName(name, file, number);
      Setting earlier = settings.put(name, new Setting(number, value));
      if (earlier != null) {
        throw wrong(file, number, "'" + name + "' is also in line " + earlier.line());
      }
      checkValue(name, value, file, number);
    }
    return command(settings);
  }

  private static void checkName(String name, Path file, int number) throws SettingException {
    TreeSet<String> known = new TreeSet<>();
    for (OptionSpec option : line(new CollectCommand()).getCommandSpec().options()) {
      if (option.arity().min() == 1 && !option.longestName().equals(OWN)) {
        known.add(option.longestName().substring("--".length()));
      }
    }
    if (!known.contains(name)) {
      throw wrong(file, number, "there is no '" + name + "', expected one of " + known);
    }
  }

  private static void checkValue(String name, String value, Path file, int number)
      throws SettingException {
    try {
      command(Map.of(name, new Setting(number, value))).checkRanges();
    } catch (ParameterException e) {
      throw wrong(file, number, Failure.describe(e));
    }
  }

  private static SettingException wrong(Path file, int number, String why) {
    return new SettingException(file + " line " + number + ": " + why);
  }

  private static CollectCommand command(Map<String, Setting> settings) {
    List<String> arguments = new ArrayList<>();
    settings.forEach((name, setting) -> arguments.add("--" + name + "=" + setting.value()));
    return parsed(arguments);
  }

  /** The options of a command line. */
  static CollectCommand parsed(List<String> arguments) {
    CollectCommand command = new CollectCommand();
    var unused = line(command).parseArgs(arguments.toArray(String[]::new));
    return command;
  }

  private static CommandLine line(CollectCommand command) {
    return new CommandLine(command).registerConverter(Duration.class, Durations::parse);
  }
}
