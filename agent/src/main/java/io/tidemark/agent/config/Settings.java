package io.tidemark.agent.config;

import io.tidemark.segment.Label;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The texts of the settings, each from the first place that has it: agent arguments, environment,
 * file. Collects what is wrong on the way.
 */
final class Settings {
  private static final int MAX_WARNINGS = 20;
  private static final int MAX_QUOTED_BYTES = 120;
  private static final String ITEMS_PREFIX = ConfigKey.ITEMS.key() + '.';
  private static final String VARIABLE_PREFIX = "TIDEMARK_";
  // The collector's own, which often shares an environment with the service.
  private static final String COLLECTOR_PREFIX = "TIDEMARK_COLLECTOR_";

  private final Map<ConfigKey, String> values = new EnumMap<>(ConfigKey.class);
  private final Map<String, String> items = new TreeMap<>();
  private final List<String> warnings = new ArrayList<>();

  static Settings read(ConfigInput input) {
    Settings settings = new Settings();
    settings.readArguments(input.arguments());
    settings.readEnvironment(input.environment());
    String file = settings.text(ConfigKey.CONFIG);
    if (!file.isEmpty()) {
      settings.readFile(file, input.files());
    }
    return settings;
  }

  private void readArguments(String arguments) {
    for (String argument : Lists.split(arguments, ",")) {
      int equals = argument.indexOf('=');
      if (equals < 0) {
        warn("agent argument " + quote(argument) + " is not of the form key=value; ignored");
      } else {
        set("agent argument", argument.substring(0, equals).trim(), argument.substring(equals + 1));
      }
    }
  }

  private void readEnvironment(Map<String, String> environment) {
    for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
      String name = variable.getKey();
      if (name.startsWith(VARIABLE_PREFIX) && !name.startsWith(COLLECTOR_PREFIX)) {
        ConfigKey key = keyOfVariable(name);
        if (key == null) {
          warn("variable " + quote(name) + " is no setting of the agent; ignored");
        } else {
          values.putIfAbsent(key, variable.getValue().trim());
        }
      }
    }
  }

  private void readFile(String path, ConfigInput.Files files) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(files.read(path)));
    } catch (IOException | IllegalArgumentException e) {
      warn("config file " + quote(path) + " is ignored: " + quote(String.valueOf(e.getMessage())));
      return;
    }
    for (String key : new java.util.TreeSet<>(properties.stringPropertyNames())) {
      set("config file's", key, properties.getProperty(key));
    }
  }

  private void set(String source, String name, String value) {
    if (name.startsWith(ITEMS_PREFIX)) {
      items.putIfAbsent(name.substring(ITEMS_PREFIX.length()), value.trim());
      return;
    }
    for (ConfigKey key : ConfigKey.values()) {
      if (key.key().equals(name)) {
        values.putIfAbsent(key, value.trim());
        return;
      }
    }
    warn(source + " key " + quote(name) + " is no setting of the agent; ignored");
  }

  private static @Nullable ConfigKey keyOfVariable(String name) {
    for (ConfigKey key : ConfigKey.values()) {
      if (key.variable().equals(name)) {
        return key;
      }
    }
    return null;
  }

  /** A setting's text, or its default's. */
  String text(ConfigKey key) {
    String value = values.get(key);
    return value == null || value.isEmpty() ? key.defaultValue() : value;
  }

  /** The settings {@code items.<method>}, by method. */
  Map<String, String> items() {
    return items;
  }

  /** Says that a value is wrong, what was expected, and what is used instead. */
  void warnValue(ConfigKey key, String value, String expected, String used) {
    warn(key.key() + "=" + quote(value) + ": expected " + expected + "; " + used);
  }

  private void warn(String warning) {
    if (warnings.size() < MAX_WARNINGS) {
      warnings.add(warning);
    }
  }

  List<String> warnings() {
    return warnings;
  }

  // Whatever it is, it must not break the line or fill the log.
  private static String quote(String text) {
    return "'" + (text.isBlank() ? "" : Label.clean(text, MAX_QUOTED_BYTES)) + "'";
  }
}
