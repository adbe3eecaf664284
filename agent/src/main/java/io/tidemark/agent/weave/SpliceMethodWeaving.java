package io.tidemark.agent.weave;

import io.tidemark.agent.bridge.TidemarkBridge;
import io.tidemark.agent.weave.Splice.Operand;
import io.tidemark.agent.weave.Splice.Place;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** Puts {@link Splice}s into one method. */
final class SpliceMethodWeaving extends MethodVisitor {
  private static final int MORE_STACK = 3;

  private final String owner;
  private final boolean isStatic;
  private final Type[] parameters;
  private final List<Splice> splices;
  private final Set<Splice> done;
  private @Nullable Splice onThrown;
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
    this.splices = splices;
    this.done = done;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    for (Splice splice : splices) {
      if (splice.place() == Place.ENTRY) {
        emit(splice);
      }
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String calleeOwner, String name, String descriptor, boolean isInterface) {
    for (Splice splice : splices) {
      if (splice.callee().equals(name) && splice.place() == Place.BEFORE) {
        emit(splice);
      } else if (splice.callee().equals(name) && splice.place() == Place.THROWN_FROM) {
        watch(splice);
      }
    }
    super.visitMethodInsn(opcode, calleeOwner, name, descriptor, isInterface);
    for (Splice splice : splices) {
      if (splice.callee().equals(name) && splice.place() == Place.AFTER) {
        emit(splice);
      }
    }
  }

  @Override
  public void visitInsn(int opcode) {
    for (Splice splice : splices) {
      if (opcode == Opcodes.ARETURN && splice.place() == Place.RETURN) {
        emit(splice);
      }
    }
    super.visitInsn(opcode);
  }

  private void watch(Splice splice) {
    if (thrownFrom == null) {
      onThrown = splice;
      thrownFrom = new Label();
      super.visitLabel(thrownFrom);
    }
  }

  // Last in the table of handlers, so that the method's own come first; by then it has given back
  // the locks that it took. Of the variables only 'this' is known to be the same all the way.
  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    if (onThrown != null && thrownFrom != null) {
      Label handler = new Label();
      super.visitTryCatchBlock(thrownFrom, handler, handler, null);
      super.visitLabel(handler);
      // Of a static method's parameters the first is taken to be an object and to stay the same.
      String first = isStatic ? parameters[0].getInternalName() : owner;
      super.visitFrame(
          Opcodes.F_FULL, 1, new Object[] {first}, 1, new Object[] {"java/lang/Throwable"});
      emit(onThrown);
      super.visitInsn(Opcodes.ATHROW);
    }
    super.visitMaxs(maxStack + MORE_STACK, maxLocals);
  }

  private void emit(Splice splice) {
    StringBuilder types = new StringBuilder("(");
    for (Operand operand : splice.operands()) {
      push(operand);
      boolean flag = operand == Operand.TRUE || operand == Operand.RESULT;
      types.append(flag ? "Z" : "Ljava/lang/Object;");
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

  private void push(Operand operand) {
    switch (operand) {
      case THIS -> super.visitVarInsn(Opcodes.ALOAD, 0);
      case FIRST -> super.visitVarInsn(Opcodes.ALOAD, variable(0));
      case LAST -> super.visitVarInsn(Opcodes.ALOAD, variable(parameters.length - 1));
      case TOP, RESULT -> super.visitInsn(Opcodes.DUP);
      case BELOW_TOP -> {
        super.visitInsn(Opcodes.SWAP);
        super.visitInsn(Opcodes.DUP);
      }
      case TRUE -> super.visitInsn(Opcodes.ICONST_1);
      case NULL -> super.visitInsn(Opcodes.ACONST_NULL);
    }
  }

  private int variable(int parameter) {
    int variable = isStatic ? 0 : 1;
    for (int i = 0; i < parameter; i++) {
      variable += parameters[i].getSize();
    }
    return variable;
  }
}
