package io.tidemark.collector.discovery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a JVM was started: its command line, and the variables of its environment that matter here.
 * Both are as they were at its start, and whatever the process has made of them since.
 *
 * @param arguments the command line, {@code java} first
 * @param environment the variables of {@link #VARIABLES} that are set
 */
record JavaCommand(List<String> arguments, Map<String, String> environment) {
  private static final String SERVICE_PROPERTY = "-Dotel.service.name=";

  /** The variables that are read; no other is kept. */
  static final Set<String> VARIABLES =
      Set.of(
          "OTEL_SERVICE_NAME",
          "OTEL_RESOURCE_ATTRIBUTES",
          "JAVA_TOOL_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "_JAVA_OPTIONS");

  // The launcher's options that are followed by a value; see java(1).
  private static final Set<String> WITH_VALUE =
      Set.of(
          "-cp",
          "-classpath",
          "--class-path",
          "-p",
          "--module-path",
          "--upgrade-module-path",
          "--add-modules",
          "--limit-modules",
          "--add-exports",
          "--add-opens",
          "--add-reads",
          "--enable-native-access",
          "--source",
          "--describe-module");
  private static final Set<String> BEFORE_MAIN = Set.of("-jar", "-m", "--module");

  JavaCommand {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /** From the bytes of {@code /proc/PID/cmdline} and {@code /proc/PID/environ}. */
  static JavaCommand parse(byte[] cmdline, byte[] environ) {
    return new JavaCommand(texts(cmdline), Environment.parse(environ, VARIABLES));
  }

  // Each ends with a zero byte; the last may be cut short.
  private static List<String> texts(byte[] cmdline) {
    List<String> texts = new ArrayList<>();
    int begin = 0;
    for (int i = 0; i <= cmdline.length; i++) {
      if (i == cmdline.length ? i > begin : cmdline[i] == 0) {
        texts.add(new String(cmdline, begin, i - begin, StandardCharsets.UTF_8));
        begin = i + 1;
      }
    }
    return texts;
  }

  /**
   * The name that OpenTelemetry's rules give the service: the property before the variable, and the
   * variable before the resource's attributes. Neither cleaned nor bounded.
   */
  Optional<String> service() {
    String property = "";
    for (String option : options()) {
      if (option.startsWith(SERVICE_PROPERTY)) {
        property = option.substring(SERVICE_PROPERTY.length());
      }
    }
    return Optional.of(property)
        .filter(name -> !name.isBlank())
        .or(() -> Optional.ofNullable(environment.get("OTEL_SERVICE_NAME")))
        .filter(name -> !name.isBlank())
        .or(() -> Environment.serviceOf(environment.getOrDefault("OTEL_RESOURCE_ATTRIBUTES", "")));
  }

  /**
   * Whether the JVM was told to keep no hsperfdata file; what an {@code @file} says is not seen.
   */
  boolean perfOff() {
    boolean off = false;
    for (String option : options()) {
      switch (option) {
        case "-XX:-UsePerfData", "-XX:+PerfDisableSharedMem" -> off = true;
        case "-XX:+UsePerfData", "-XX:-PerfDisableSharedMem" -> off = false;
        default -> {}
      }
    }
    return off;
  }

  /** The main class or the jar, as given; empty when the command line has none. */
  String main() {
    int i = 1;
    while (i < arguments.size()) {
      String argument = arguments.get(i);
      if (BEFORE_MAIN.contains(argument)) {
        return i + 1 < arguments.size() ? arguments.get(i + 1) : "";
      }
      if (argument.startsWith("--module=")) {
        return argument.substring("--module=".length());
      }
      if (!argument.startsWith("-") && !argument.startsWith("@")) {
        return argument;
      }
      i += WITH_VALUE.contains(argument.toLowerCase(Locale.ROOT)) ? 2 : 1;
    }
    return "";
  }

  // In the order in which HotSpot takes them: the last one of an option holds.
  private List<String> options() {
    List<String> options = new ArrayList<>(words("JAVA_TOOL_OPTIONS"));
    options.addAll(words("JDK_JAVA_OPTIONS"));
    for (int i = 1; i < arguments.size() && arguments.get(i).startsWith("-"); i++) {
      if (BEFORE_MAIN.contains(arguments.get(i))) {
        break;
      }
      options.add(arguments.get(i));
      i += WITH_VALUE.contains(arguments.get(i)) ? 1 : 0;
    }
    options.addAll(words("_JAVA_OPTIONS"));
    return options;
  }

  private List<String> words(String variable) {
    String value = environment.getOrDefault(variable, "").strip();
    return value.isEmpty() ? List.of() : List.of(value.split("\\s+"));
  }
}
