package io.tidemark.agent.weave;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@link Splice}s into a class, with the class file library inside Byte Buddy and without Byte
 * Buddy, whose waking would cost every JVM some 300 ms at start.
 */
public final class SpliceWeaving extends ClassVisitor {
  private final List<Splice> splices;
  private final Set<Splice> done = newSet();
  private String owner = "";

  private SpliceWeaving(ClassVisitor next, List<Splice> splices) {
    super(Opcodes.ASM9, next);
    this.splices = splices;
  }

  // By identity: asked for its hash, a record with a component of the agent's leaves a trace of
  // that
  // in the JDK (25's ObjectMethods), by which the agent's loader would stay when it should go.
  static Set<Splice> newSet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /**
   * The class file with the splices in it.
   *
   * @throws ShapeException when a required place is not there
   */
  public static byte[] weave(byte[] classFile, List<Splice> splices) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    SpliceWeaving weaving = new SpliceWeaving(writer, splices);
    reader.accept(weaving, 0);
    for (Splice splice : splices) {
      if (splice.required() && !weaving.done.contains(splice)) {
        throw new ShapeException(reader.getClassName() + " has no place for " + splice);
      }
    }
    return writer.toByteArray();
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    owner = name;
    super.visit(version, access, name, signature, superName, interfaces);
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    List<Splice> here =
        splices.stream().filter(splice -> splice.isAbout(name, descriptor)).toList();
    boolean bodiless = (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0;
    boolean bridge = (access & Opcodes.ACC_BRIDGE) != 0;
    return here.isEmpty() || bodiless || bridge
        ? next
        : new SpliceMethodWeaving(next, owner, access, descriptor, here, done);
  }
}
