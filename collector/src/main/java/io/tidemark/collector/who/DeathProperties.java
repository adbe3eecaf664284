package io.tidemark.collector.who;

import io.tidemark.segment.Label;
import java.io.IOException;
import java.io.StringReader;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;

/** A death as the text of a note: a property a line, in the format of {@link Properties}. */
final class DeathProperties {
  private static final int MAX_NAME_BYTES = 256;

  private final Properties properties;

  private DeathProperties(Properties properties) {
    this.properties = properties;
  }

  /** A text that cannot be made sense of. */
  private static final class Senseless extends Exception {
    private static final long serialVersionUID = 1;

    Senseless(String message) {
      super(message);
    }
  }

  static Properties of(Death death) {
    Properties text = new Properties();
    text.setProperty("service", death.service());
    text.setProperty("instance", death.instance());
    text.setProperty("pid", Long.toString(death.pid()));
    text.setProperty("start_epoch_ms", Long.toString(death.startEpochMs()));
    death.endEpochMs().ifPresent(ms -> text.setProperty("end_epoch_ms", Long.toString(ms)));
    text.setProperty("exit", death.exit().name());
    text.setProperty("window_seconds", Double.toString(death.windowSeconds()));
    death.heaviest().ifPresent(row -> put(text, row));
    return text;
  }

  private static void put(Properties text, ReportRow row) {
    text.setProperty("client", row.client());
    text.setProperty("method", row.method());
    text.setProperty("requests", Long.toString(row.requests()));
    text.setProperty("requests_per_second", Double.toString(row.requestsPerSecond()));
    text.setProperty("request_share", Double.toString(row.requestShare()));
    text.setProperty("items_per_second", Double.toString(row.itemsPerSecond()));
    text.setProperty("item_share", Double.toString(row.itemShare()));
    text.setProperty("time_share", Double.toString(row.timeShare()));
    text.setProperty("errors_per_second", Double.toString(row.errorsPerSecond()));
    text.setProperty("items_per_request", Double.toString(row.itemsPerRequest()));
    text.setProperty("active", Long.toString(row.active()));
    row.caused()
        .forEach(
            (effect, caused) -> {
              String key = effect.jsonName();
              text.setProperty(key + ".per_second", Double.toString(caused.perSecond()));
              text.setProperty(key + ".share", Double.toString(caused.share()));
              text.setProperty(key + ".per_request", Double.toString(caused.perRequest()));
              if (caused.reason() != null) {
                text.setProperty(key + ".reason", caused.reason());
              }
            });
  }

  /** Empty when something is missing or impossible. */
  static Optional<Death> parse(String text) {
    try {
      Properties properties = new Properties();
      properties.load(new StringReader(text));
      return Optional.of(new DeathProperties(properties).death());
    } catch (IOException | Senseless | IllegalArgumentException e) {
      return Optional.empty(); // the last: an escape that is none, or an exit that is none
    }
  }

  private Death death() throws Senseless {
    return new Death(
        name("service"),
        text("instance").isEmpty() ? "" : name("instance"),
        whole("pid"),
        whole("start_epoch_ms"),
        has("end_epoch_ms") ? OptionalLong.of(whole("end_epoch_ms")) : OptionalLong.empty(),
        Exit.valueOf(text("exit")),
        number("window_seconds"),
        has("client") ? Optional.of(row()) : Optional.empty());
  }

  private ReportRow row() throws Senseless {
    Map<Effect, Caused> caused = new EnumMap<>(Effect.class);
    for (Effect effect : Effect.values()) {
      String key = effect.jsonName();
      if (has(key + ".share")) {
        caused.put(
            effect,
            new Caused(
                number(key + ".per_second"),
                number(key + ".share"),
                number(key + ".per_request"),
                has(key + ".reason") ? name(key + ".reason") : null));
      }
    }
    return new ReportRow(
        name("service"),
        name("client"),
        name("method"),
        whole("requests"),
        number("requests_per_second"),
        number("request_share"),
        number("items_per_second"),
        number("item_share"),
        number("time_share"),
        number("errors_per_second"),
        number("items_per_request"),
        whole("active"),
        caused);
  }

  private boolean has(String key) {
    return properties.getProperty(key) != null;
  }

  private String text(String key) throws Senseless {
    String text = properties.getProperty(key);
    if (text == null) {
      throw new Senseless(key + " is missing");
    }
    return text;
  }

  private String name(String key) throws Senseless {
    return Label.clean(text(key), MAX_NAME_BYTES);
  }

  private long whole(String key) throws Senseless {
    long whole = Long.parseLong(text(key));
    if (whole < 0) {
      throw new Senseless(key + "=" + whole + ", expected no negative number");
    }
    return whole;
  }

  private double number(String key) throws Senseless {
    double number = Double.parseDouble(text(key));
    if (!(number >= 0) || Double.isInfinite(number)) {
      throw new Senseless(key + "=" + number + ", expected a finite number from 0");
    }
    return number;
  }
}
