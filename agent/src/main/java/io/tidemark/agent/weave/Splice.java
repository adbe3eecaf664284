package io.tidemark.agent.weave;

import java.util.List;

/**
 * One call of the bridge that is put into methods of a class. It leaves the operand stack as it
 * found it and declares no variable, so that the frames of the method stay true.
 *
 * @param method name of the methods, whatever their types
 * @param place where in them
 * @param callee name of the called method that the place is about; empty where it is about none
 * @param operands what the bridge is given, in its order
 * @param bridgeMethod what is called; takes an {@code Object} for each operand, a {@code boolean}
 *     for {@link Operand#TRUE} and {@link Operand#RESULT}
 * @param required the class is of another shape when there is no such place in it
 */
public record Splice(
    String method,
    Place place,
    String callee,
    List<Operand> operands,
    String bridgeMethod,
    boolean required) {

  /** Where in a method. */
  public enum Place {
    /** Before anything else. */
    ENTRY,
    /** Before each call of the callee. */
    BEFORE,
    /** After each call of the callee that returns. */
    AFTER,
    /** Before an object is returned, which is then {@link Operand#TOP}. */
    RETURN,
    /** When anything is thrown from the first call of the callee on, on the way out. */
    THROWN_FROM
  }

  /** What the bridge is given. */
  public enum Operand {
    /** The object that the method belongs to. */
    THIS,
    /** The first parameter. */
    FIRST,
    /** The last parameter. */
    LAST,
    /** The callee's last argument, or the object that it is called on when it has none. */
    TOP,
    /** The callee's last argument but one. Alone only. */
    BELOW_TOP,
    /** What the callee returned, a {@code boolean}. */
    RESULT,
    /** The constant. */
    TRUE,
    /** Nothing. */
    NULL
  }

  /** Copies the list. */
  public Splice {
    operands = List.copyOf(operands);
  }

  /** At the beginning of methods. */
  public static Splice entry(String method, String bridgeMethod, Operand... operands) {
    return new Splice(method, Place.ENTRY, "", List.of(operands), bridgeMethod, true);
  }

  /** Before calls in methods. */
  public static Splice before(
      String method, String callee, String bridgeMethod, Operand... operands) {
    return new Splice(method, Place.BEFORE, callee, List.of(operands), bridgeMethod, true);
  }

  /** After calls in methods. */
  public static Splice after(
      String method, String callee, String bridgeMethod, Operand... operands) {
    return new Splice(method, Place.AFTER, callee, List.of(operands), bridgeMethod, true);
  }

  /** Before methods return an object. */
  public static Splice returning(String method, String bridgeMethod) {
    return new Splice(method, Place.RETURN, "", List.of(Operand.TOP), bridgeMethod, true);
  }

  /** When a call in methods, or what follows it, throws. */
  public static Splice thrownFrom(
      String method, String callee, String bridgeMethod, Operand... operands) {
    return new Splice(method, Place.THROWN_FROM, callee, List.of(operands), bridgeMethod, true);
  }

  /** The same, for a place that only some versions of the class have. */
  public Splice optional() {
    return new Splice(method, place, callee, operands, bridgeMethod, false);
  }
}
