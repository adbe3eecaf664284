package io.tidemark.collector.remote;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON text (RFC 8259). What it makes is bounded by the text's length and by {@value
 * #MAX_DEPTH} levels; of fields of the same name the last one holds. For one text.
 */
final class JsonParser {
  static final int MAX_DEPTH = 32;

  private final String text;
  private int at;

  JsonParser(String text) {
    this.text = text;
  }

  JsonValue parse() throws IOException {
    JsonValue value = value(0);
    skipSpace();
    if (at < text.length()) {
      throw wrong("the end");
    }
    return value;
  }

  private JsonValue value(int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw wrong("at most " + MAX_DEPTH + " levels");
    }
    skipSpace();
    return switch (at < text.length() ? text.charAt(at) : ' ') {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> JsonValue.of(string());
      case 't' -> word("true", JsonValue.of(true));
      case 'f' -> word("false", JsonValue.of(false));
      case 'n' -> word("null", JsonValue.NONE);
      default -> number();
    };
  }

  private JsonValue object(int depth) throws IOException {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    at++;
    if (!take('}')) {
      do {
        skipSpace();
        String name = string();
        expect(':');
        fields.put(name, value(depth + 1));
      } while (take(','));
      expect('}');
    }
    return JsonValue.object(Collections.unmodifiableMap(fields));
  }

  private JsonValue array(int depth) throws IOException {
    List<JsonValue> elements = new ArrayList<>();
    at++;
    if (!take(']')) {
      do {
        elements.add(value(depth + 1));
      } while (take(','));
      expect(']');
    }
    return JsonValue.array(Collections.unmodifiableList(elements));
  }

  private String string() throws IOException {
    if (at >= text.length() || text.charAt(at) != '"') {
      throw wrong("a text");
    }
    StringBuilder string = new StringBuilder();
    for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
      char c = text.charAt(at);
      if (c < ' ') {
        throw wrong("no control character in a text");
      }
      string.append(c == '\\' ? escaped() : c);
    }
    expect('"');
    return string.toString();
  }

  private char escaped() throws IOException {
    at++;
    char c = at < text.length() ? text.charAt(at) : ' ';
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw wrong("an escape");
    };
  }

  private char unicode() throws IOException {
    int code = 0;
    for (int digits = 0; digits < 4; digits++) {
      at++;
      int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
      if (digit < 0 || text.charAt(at) > 'f') {
        throw wrong("four hexadecimal digits");
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private JsonValue number() throws IOException {
    int from = at;
    while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      double number = Double.parseDouble(text.substring(from, at));
      if (Double.isFinite(number)) {
        return JsonValue.of(number + 0.0); // which makes 0 of -0
      }
    } catch (NumberFormatException e) {
      // Not a number, as below.
    }
    at = from;
    throw wrong("a value");
  }

  private JsonValue word(String word, JsonValue value) throws IOException {
    if (!text.startsWith(word, at)) {
      throw wrong(word);
    }
    at += word.length();
    return value;
  }

  private boolean take(char c) {
    skipSpace();
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private void expect(char c) throws IOException {
    if (!take(c)) {
      throw wrong("'" + c + "'");
    }
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private IOException wrong(String expected) {
    return new IOException("not JSON: expected " + expected + " at character " + at);
  }
}
