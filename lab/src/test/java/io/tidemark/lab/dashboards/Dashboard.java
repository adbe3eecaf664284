package io.tidemark.lab.dashboards;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A dashboard's file.
 *
 * @param name the file's name without its ending
 */
public record Dashboard(String name, JsonObject json) {
  private static final Path DIRECTORY = Path.of("..", "dashboards");

  /** Every dashboard of the folder, by name. */
  public static List<Dashboard> all() {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(Dashboard::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Dashboard read(Path file) {
    try {
      String name = String.valueOf(file.getFileName()).replaceFirst("\\.json$", "");
      return new Dashboard(name, JsonParser.parseString(Files.readString(file)).getAsJsonObject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Panels that show data: all but rows. */
  List<JsonObject> panels() {
    return objects(json, "panels").stream()
        .filter(panel -> !text(panel, "type").equals("row"))
        .toList();
  }

  /** Variables whose values Prometheus is asked for. */
  Stream<JsonObject> variables() {
    return objects(json.getAsJsonObject("templating"), "list").stream()
        .filter(variable -> text(variable, "type").equals("query"));
  }

  /** The variable of a name; empty when there is none. */
  JsonObject variable(String name) {
    return objects(json.getAsJsonObject("templating"), "list").stream()
        .filter(variable -> text(variable, "name").equals(name))
        .findFirst()
        .orElseGet(JsonObject::new);
  }

  /**
   * What a panel or a variable asks Prometheus.
   *
   * @param name the panel's title, and which of its queries it is
   */
  public record Query(String name, String expr) {}

  /** The queries of all panels, and the series behind all variables. */
  public List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    for (JsonObject panel : panels()) {
      for (JsonObject target : objects(panel, "targets")) {
        String refId = text(target, "refId");
        queries.add(new Query(text(panel, "title") + " " + refId, text(target, "expr")));
      }
    }
    for (String name : List.of("job", "instance", "service", "client", "handler")) {
      String query = text(variable(name).getAsJsonObject("query"), "query");
      queries.add(new Query("$" + name, query.replaceFirst("label_values\\((.*), \\w+\\)", "$1")));
    }
    return queries;
  }

  /** Every query of a panel. */
  static List<String> queries(JsonObject panel) {
    return objects(panel, "targets").stream().map(target -> text(target, "expr")).toList();
  }

  /** A text, number or truth under a key, as text; empty when there is none. */
  static String text(JsonObject object, String key) {
    JsonElement value = object.get(key);
    return value == null || !value.isJsonPrimitive() ? "" : value.getAsString();
  }

  static List<JsonObject> objects(JsonObject object, String key) {
    List<JsonObject> objects = new ArrayList<>();
    JsonElement value = object.get(key);
    for (JsonElement element : value == null ? new JsonArray() : value.getAsJsonArray()) {
      objects.add(element.getAsJsonObject());
    }
    return objects;
  }
}
