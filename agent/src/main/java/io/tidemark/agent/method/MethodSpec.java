package io.tidemark.agent.method;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Java method to treat as an RPC handler, written {@code
 * com.acme.Posts#load[java.lang.String,java.util.List](client=0,batch=1,name=Posts/load)}. Both
 * brackets may be left out.
 *
 * @param className the class's exact name, with {@code $} for a nested class
 * @param methodName the method's name
 * @param parameterTypes the parameters' types, which choose one overload; null for all of them
 * @param client index of the argument that names the client; {@link #NONE} for none
 * @param batch index of the argument whose size is the number of items; {@link #NONE} for none
 * @param handler what the handler is called
 */
public record MethodSpec(
    String className,
    String methodName,
    @Nullable List<String> parameterTypes,
    int client,
    int batch,
    String handler) {
  /** No such argument. */
  public static final int NONE = -1;

  private static final int MAX_ARGUMENT = 254;
  private static final String EXPECTED =
      "<class>#<method>[<types>](client=<index>,batch=<index>,name=<name>)";
  // Loaded before the agent, or by the agent, or too dear to touch.
  private static final List<String> REFUSED =
      List.of("java.", "jdk.", "sun.", "com.sun.", "io.tidemark.agent.");

  /** Copies the types. */
  public MethodSpec {
    parameterTypes = parameterTypes == null ? null : List.copyOf(parameterTypes);
  }

  /**
   * Reads a method as written in the configuration.
   *
   * @throws IllegalArgumentException whose message says what was expected
   */
  public static MethodSpec parse(String text) {
    return new Parser(text.trim()).parse();
  }

  private static final class Parser {
    private String rest;
    private int client = NONE;
    private int batch = NONE;
    private String name = "";

    Parser(String text) {
      this.rest = text;
    }

    MethodSpec parse() {
      String options = bracket('(', ')');
      String types = bracket('[', ']');
      int hash = rest.indexOf('#');
      String className = rest.substring(0, Math.max(0, hash)).trim();
      String methodName = rest.substring(hash + 1).trim();
      if (hash < 0 || !isName(className, true) || !isName(methodName, false)) {
        throw new IllegalArgumentException(EXPECTED);
      }
      for (String refused : REFUSED) {
        if (className.startsWith(refused)) {
          throw new IllegalArgumentException("a class that is not of the JDK or the agent");
        }
      }
      for (String option : split(options)) {
        option(option);
      }
      return new MethodSpec(
          className,
          methodName,
          types.isEmpty() ? null : split(types.substring(1)),
          client,
          batch,
          name.isEmpty() ? className + '/' + methodName : name);
    }

    // Takes "…(inside)" off the end of what is left. The inside keeps a leading mark, so that an
    // empty pair of brackets differs from none.
    private String bracket(char open, char close) {
      int start = rest.indexOf(open);
      if (start < 0) {
        return "";
      }
      if (rest.charAt(rest.length() - 1) != close) {
        throw new IllegalArgumentException(EXPECTED);
      }
      String inside = rest.substring(start, rest.length() - 1);
      rest = rest.substring(0, start).trim();
      return open == '(' ? inside.substring(1) : inside;
    }

    private void option(String option) {
      String value = option.substring(option.indexOf('=') + 1).trim();
      switch (option.substring(0, Math.max(0, option.indexOf('='))).trim()) {
        case "client" -> client = index(value);
        case "batch" -> batch = index(value);
        case "name" -> name = value;
        default -> throw new IllegalArgumentException("client=, batch= or name= in the brackets");
      }
    }

    private static int index(String value) {
      if (value.equals("-")) {
        return NONE;
      }
      try {
        int index = Integer.parseInt(value);
        if (index >= 0 && index <= MAX_ARGUMENT) {
          return index;
        }
      } catch (NumberFormatException e) {
        // Said below.
      }
      throw new IllegalArgumentException("the index of an argument, from 0, or -");
    }

    private static List<String> split(String list) {
      List<String> parts = new ArrayList<>();
      int start = 0;
      for (int i = 0; i <= list.length(); i++) {
        if (i == list.length() || list.charAt(i) == ',') {
          String part = list.substring(start, i).trim();
          if (!part.isEmpty()) {
            parts.add(part);
          }
          start = i + 1;
        }
      }
      return parts;
    }

    private static boolean isName(String name, boolean dots) {
      for (int i = 0; i < name.length(); i++) {
        char c = name.charAt(i);
        if (!Character.isJavaIdentifierPart(c) && !(dots && c == '.')) {
          return false;
        }
      }
      return !name.isEmpty();
    }
  }
}
