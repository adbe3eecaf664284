package io.tidemark.agent.weave;

import java.util.List;

/**
 * One call of the bridge that is put into methods of a class. It leaves the operand stack as it
 * found it and declares no variable, so that the frames of the method stay true.
 *
 * @param method name of the methods, whatever their types; or one's name and descriptor
 * @param place where in them
 * @param callee name of the called method that the place is about; empty where it is about none
 * @param operands what the bridge is given, in its order
 * @param bridgeMethod what is called; takes an {@code Object} for each operand, or the number or
 *     flag that the operand is
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
    /**
     * Before something is returned, which is then {@link Operand#TOP} or {@link Operand#RESULT}.
     */
    RETURN,
    /**
     * When anything is thrown from the first call of the callee on, on the way out: it is then
     * {@link Operand#TOP}. One callee in a method.
     */
    THROWN_FROM
  }

  /** What the bridge is given. */
  public enum Operand {
    /** The object that the method belongs to. */
    THIS,
    /** The first parameter. */
    FIRST,
    /** The second parameter. */
    SECOND,
    /** The last parameter. */
    LAST,
    /** The callee's last argument, or the object that it is called on when it has none. */
    TOP,
    /**
     * The callee's last argument but one, or the object that it is called on when it has one
     * argument. As the first operand only.
     */
    BELOW_TOP,
    /** {@link #BELOW_TOP} and {@link #TOP}, in this order. As the first operand only. */
    TOP_TWO,
    /** What the callee or the method returns, a number or a flag. As the first operand only. */
    RESULT,
    /** The object's field {@code fd}, a {@code java.io.FileDescriptor}. */
    FD,
    /** The object's field {@code server}, a flag. */
    SERVER,
    /** The constant. */
    TRUE,
    /** The constant. */
    FALSE,
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
    return returning(method, bridgeMethod, Operand.TOP);
  }

  /** Before methods return something. */
  public static Splice returning(String method, String bridgeMethod, Operand... operands) {
    return new Splice(method, Place.RETURN, "", List.of(operands), bridgeMethod, true);
  }

  /** When a call in methods, or what follows it, throws. */
  public static Splice thrownFrom(
      String method, String callee, String bridgeMethod, Operand... operands) {
    return new Splice(method, Place.THROWN_FROM, callee, List.of(operands), bridgeMethod, true);
  }

  /** Whether a method is one that it is about. */
  boolean isAbout(String name, String descriptor) {
    return method.equals(name) || method.equals(name + descriptor);
  }

  /** The same, for a place that only some versions of the class have. */
  public Splice optional() {
    return new Splice(method, place, callee, operands, bridgeMethod, false);
  }
}
