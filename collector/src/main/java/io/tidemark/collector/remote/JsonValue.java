package io.tidemark.collector.remote;

import static java.util.stream.Collectors.joining;

import io.tidemark.collector.who.ReportJson;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A value of a JSON text. Asking for what is not there, or is of another kind, gives what is empty:
 * the text comes from another program, perhaps of another version. Immutable.
 */
public final class JsonValue {
  private static final double MAX_WHOLE = 1L << 53;

  /** What is asked for and not there; also {@code null}. */
  public static final JsonValue NONE = new JsonValue(null);

  // A Map, a List, a String, a Double, a Boolean, or null.
  private final @Nullable Object value;

  private JsonValue(@Nullable Object value) {
    this.value = value;
  }

  static JsonValue object(Map<String, JsonValue> fields) {
    return new JsonValue(fields);
  }

  static JsonValue array(List<JsonValue> elements) {
    return new JsonValue(elements);
  }

  static JsonValue of(Object scalar) {
    return new JsonValue(scalar);
  }

  /**
   * The value that a text is.
   *
   * @throws IOException when it is no JSON, or nested deeper than {@value JsonParser#MAX_DEPTH}
   */
  public static JsonValue parse(String text) throws IOException {
    return new JsonParser(text).parse();
  }

  /** A field of an object. */
  public JsonValue get(String field) {
    return value instanceof Map<?, ?> fields && fields.get(field) instanceof JsonValue found
        ? found
        : NONE;
  }

  /** The fields of an object. */
  public Map<String, JsonValue> fields() {
    @SuppressWarnings("unchecked") // there is no other map
    Map<String, JsonValue> fields =
        value instanceof Map<?, ?> ? (Map<String, JsonValue>) value : Map.of();
    return fields;
  }

  /** The elements of an array. */
  public List<JsonValue> elements() {
    @SuppressWarnings("unchecked") // there is no other list
    List<JsonValue> elements = value instanceof List<?> ? (List<JsonValue>) value : List.of();
    return elements;
  }

  /** A text; empty when it is none. */
  public String text() {
    return value instanceof String text ? text : "";
  }

  /** A number, if it is one. */
  public OptionalDouble number() {
    return value instanceof Double number ? OptionalDouble.of(number) : OptionalDouble.empty();
  }

  /** A number; 0 when it is none. */
  public double orZero() {
    return number().orElse(0);
  }

  /** Whether it is {@code true}. */
  public boolean isTrue() {
    return Boolean.TRUE.equals(value);
  }

  /** Whether there is anything but {@code null}. */
  public boolean isPresent() {
    return value != null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonValue that && Objects.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(value);
  }

  /** As JSON, on one line. */
  @Override
  public String toString() {
    if (value instanceof String text) {
      return ReportJson.string(text);
    }
    if (value instanceof Double number) {
      return number == Math.rint(number) && Math.abs(number) < MAX_WHOLE
          ? Long.toString(number.longValue())
          : number.toString();
    }
    if (value instanceof List<?>) {
      return elements().stream().map(JsonValue::toString).collect(joining(",", "[", "]"));
    }
    return value instanceof Map<?, ?>
        ? fields().entrySet().stream()
            .map(field -> ReportJson.string(field.getKey()) + ":" + field.getValue())
            .collect(joining(",", "{", "}"))
        : String.valueOf(value);
  }
}
