package io.tidemark.agent.weave;

import io.tidemark.agent.bridge.TidemarkBridge;
import io.tidemark.agent.weave.Splice.Operand;
import io.tidemark.agent.weave.Splice.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** Puts {@link Splice}s into one method. */
final class SpliceMethodWeaving extends MethodVisitor {
  private static final int MORE_STACK = 4;
  private static final String OBJECT = "Ljava/lang/Object;";
  private static final String FILE_DESCRIPTOR = "Ljava/io/FileDescriptor;";

  private final String owner;
  private final boolean isStatic;
  private final Type[] parameters;
  private final Type returned;
  private final List<Splice> splices;
  private final Set<Splice> done;
  private final Set<Splice> onThrown = SpliceWeaving.newSet();
  private @Nullable Label thrownFrom;

  SpliceMethodWeaving(
      MethodVisitor next,
      String owner,
      int access,
      String descriptor,
      List<Splice> splices,
      Set<Splice> done) {
    super(Opcodes.ASM9, next);
    this.owner = owner;
    this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
    this.parameters = Type.getArgumentTypes(descriptor);
    this.returned = Type.getReturnType(descriptor);
    this.splices = splices;
    this.done = done;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    for (Splice splice : splices) {
      if (splice.place() == Place.ENTRY) {
        emit(splice, Type.VOID_TYPE);
      }
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String calleeOwner, String name, String descriptor, boolean isInterface) {
    for (Splice splice : splices) {
      if (splice.callee().equals(name) && splice.place() == Place.BEFORE) {
        emit(splice, Type.VOID_TYPE);
      } else if (splice.callee().equals(name) && splice.place() == Place.THROWN_FROM) {
        watch(splice);
      }
    }
    super.visitMethodInsn(opcode, calleeOwner, name, descriptor, isInterface);
    for (Splice splice : splices) {
      if (splice.callee().equals(name) && splice.place() == Place.AFTER) {
        emit(splice, Type.getReturnType(descriptor));
      }
    }
  }

  @Override
  public void visitInsn(int opcode) {
    for (Splice splice : splices) {
      if (opcode == returned.getOpcode(Opcodes.IRETURN) && splice.place() == Place.RETURN) {
        emit(splice, returned);
      }
    }
    super.visitInsn(opcode);
  }

  private void watch(Splice splice) {
    if (thrownFrom == null) {
      thrownFrom = new Label();
      super.visitLabel(thrownFrom);
    }
    onThrown.add(splice);
  }

  // Last in the table of handlers, so that the method's own come first; by then it has given back
  // the locks that it took. Of the variables only 'this' and the parameters are known all the way:
  // compilers of Java never put anything else in their places.
  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    if (thrownFrom != null) {
      Label handler = new Label();
      super.visitTryCatchBlock(thrownFrom, handler, handler, null);
      super.visitLabel(handler);
      Object[] known = known();
      super.visitFrame(
          Opcodes.F_FULL, known.length, known, 1, new Object[] {"java/lang/Throwable"});
      for (Splice splice : onThrown) {
        emit(splice, Type.VOID_TYPE);
      }
      super.visitInsn(Opcodes.ATHROW);
    }
    super.visitMaxs(maxStack + MORE_STACK, maxLocals);
  }

  private Object[] known() {
    List<Object> known = new ArrayList<>();
    if (!isStatic) {
      known.add(owner);
    }
    for (Type parameter : parameters) {
      known.add(
          switch (parameter.getSort()) {
            case Type.LONG -> Opcodes.LONG;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.ARRAY, Type.OBJECT -> parameter.getInternalName();
            default -> Opcodes.INTEGER;
          });
    }
    return known.toArray();
  }

  private void emit(Splice splice, Type result) {
    StringBuilder types = new StringBuilder("(");
    for (Operand operand : splice.operands()) {
      types.append(push(operand, result));
    }
    super.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        Type.getInternalName(TidemarkBridge.class),
        splice.bridgeMethod(),
        types.append(")V").toString(),
        false);
    if (splice.operands().contains(Operand.BELOW_TOP)) {
      super.visitInsn(Opcodes.SWAP);
    }
    done.add(splice);
  }

  /** The types of what was pushed, in a descriptor. */
  private String push(Operand operand, Type result) {
    switch (operand) {
      case THIS -> super.visitVarInsn(Opcodes.ALOAD, 0);
      case FIRST, SECOND, LAST -> {
        return pushParameter(index(operand));
      }
      case TOP -> super.visitInsn(Opcodes.DUP);
      case BELOW_TOP -> {
        super.visitInsn(Opcodes.SWAP);
        super.visitInsn(Opcodes.DUP);
      }
      case TOP_TWO -> {
        super.visitInsn(Opcodes.DUP2);
        return OBJECT + OBJECT;
      }
      case RESULT -> {
        super.visitInsn(result.getSize() == 2 ? Opcodes.DUP2 : Opcodes.DUP);
        return bridgeType(result);
      }
      case FD -> {
        super.visitVarInsn(Opcodes.ALOAD, 0);
        super.visitFieldInsn(Opcodes.GETFIELD, owner, "fd", FILE_DESCRIPTOR);
      }
      case SERVER -> {
        super.visitVarInsn(Opcodes.ALOAD, 0);
        super.visitFieldInsn(Opcodes.GETFIELD, owner, "server", "Z");
        return "Z";
      }
      case TRUE, FALSE -> {
        super.visitInsn(operand == Operand.TRUE ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
        return "Z";
      }
      case NULL -> super.visitInsn(Opcodes.ACONST_NULL);
    }
    return OBJECT;
  }

  private int index(Operand operand) {
    return operand == Operand.FIRST ? 0 : operand == Operand.SECOND ? 1 : parameters.length - 1;
  }

  private String pushParameter(int index) {
    int variable = isStatic ? 0 : 1;
    for (int i = 0; i < index; i++) {
      variable += parameters[i].getSize();
    }
    super.visitVarInsn(parameters[index].getOpcode(Opcodes.ILOAD), variable);
    return bridgeType(parameters[index]);
  }

  private static String bridgeType(Type type) {
    boolean object = type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
    return object ? OBJECT : type.getDescriptor();
  }
}
