package io.tidemark.agent.http;

import java.nio.charset.StandardCharsets;

/**
 * The elements of a JSON array: the one at a configured path of fields, such as {@code batch.uris},
 * or else the whole body if it is one. Source: RFC 8259; in UTF-8, or any encoding that agrees with
 * it on ASCII.
 *
 * <p>Follows brackets and strings only, so that it takes what no parser would; then it counts
 * something, which is never more than the bytes. Names of fields with an escape in them match no
 * path.
 */
final class JsonScanner extends BodyScanner {
  private static final int NOT_AT_A_NAME = -1;
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  private final byte[][] path;
  private boolean started;
  private boolean done;
  private long depth;
  private boolean inString;
  private boolean escaped;

  // The innermost objects on the path: as many as its fields have matched, at depths 1, 2, …
  private int matched;
  private boolean nameExpected;
  private int nameAt = NOT_AT_A_NAME;
  private boolean valueMatches;

  // The array whose elements count; 0 while there is none.
  private long arrayDepth;
  private boolean arrayHasValue;
  private boolean found;
  private long elements;

  /**
   * @param path fields separated by dots; empty for the body itself
   */
  JsonScanner(String path) {
    String[] fields = path.isEmpty() ? new String[0] : path.split("\\.", -1);
    this.path = new byte[fields.length][];
    for (int i = 0; i < fields.length; i++) {
      this.path[i] = fields[i].getBytes(StandardCharsets.UTF_8);
    }
  }

  @Override
  void accept(int next) {
    if (inString) {
      inString(next);
    } else if (next > ' ') {
      token(next);
    }
  }

  private void inString(int next) {
    if (escaped) {
      escaped = false;
    } else if (next == '\\') {
      escaped = true;
      nameAt = nameAt == NOT_AT_A_NAME ? nameAt : Integer.MAX_VALUE;
    } else if (next == '"') {
      inString = false;
      valueMatches = nameAt != NOT_AT_A_NAME && nameAt == path[matched].length;
      nameAt = NOT_AT_A_NAME;
    } else if (nameAt != NOT_AT_A_NAME) {
      byte[] field = path[matched];
      boolean same = nameAt < field.length && (field[nameAt] & 0xff) == next;
      nameAt = same ? nameAt + 1 : Integer.MAX_VALUE;
    }
  }

  private void token(int next) {
    if (!started && BYTE_ORDER_MARK.indexOf(next) < 0) {
      started = true;
      done = next != '[' && next != '{'; // a lone value, or no JSON at all
    }
    switch (next) {
      case '"' -> string();
      case '[', '{' -> open(next == '[');
      case ']', '}' -> close();
      case ',' -> comma();
      case ':' -> nameExpected = false;
      default -> value();
    }
  }

  private void string() {
    inString = true;
    boolean name = nameExpected && onPath();
    nameAt = name ? 0 : NOT_AT_A_NAME;
    if (!name) {
      value();
    }
  }

  // In an object whose next field may be the path's.
  private boolean onPath() {
    return matched < path.length && depth == matched + 1L && arrayDepth == 0;
  }

  private void value() {
    if (depth == arrayDepth && depth > 0 && !arrayHasValue) {
      arrayHasValue = true;
      elements++;
    }
    valueMatches = false;
  }

  private void open(boolean array) {
    boolean matches = valueMatches && onPath();
    value();
    depth++;
    if (depth == 1) {
      nameExpected = !array;
      if (array) {
        beginArray();
      }
    } else if (matches && array && matched == path.length - 1) {
      beginArray();
    } else if (matches && !array && matched < path.length - 1) {
      matched++;
      nameExpected = true;
    }
  }

  private void beginArray() {
    arrayDepth = depth;
    arrayHasValue = false;
    found = true;
  }

  private void close() {
    if (depth == arrayDepth) {
      arrayDepth = 0;
      valueMatches = false;
    }
    if (depth == matched + 1L && matched > 0) {
      matched--;
    }
    depth--;
    nameExpected = false;
    done |= depth <= 0;
  }

  private void comma() {
    if (depth == arrayDepth) {
      arrayHasValue = false;
    } else {
      nameExpected = onPath();
    }
  }

  @Override
  void end() {
    done = true;
  }

  @Override
  long items() {
    return found ? elements : UNKNOWN;
  }

  @Override
  boolean wantsMore() {
    return !done;
  }
}
