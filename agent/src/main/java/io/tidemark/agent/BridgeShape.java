package io.tidemark.agent;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * What a bridge has: its methods and constants. A JVM keeps the first bridge that it gets, so that
 * an agent of another version can be attached only if it asks for the same.
 */
final class BridgeShape extends ClassVisitor {
  private final Set<String> members = new TreeSet<>();

  private BridgeShape() {
    super(Opcodes.ASM9);
  }

  /** Of a class file. */
  static Set<String> of(byte[] classFile) {
    BridgeShape shape = new BridgeShape();
    new ClassReader(classFile).accept(shape, ClassReader.SKIP_CODE);
    return shape.members;
  }

  /** Of a class that is there. */
  static Set<String> of(Class<?> bridge) throws IllegalAccessException {
    Set<String> members = new TreeSet<>();
    for (Method method : bridge.getDeclaredMethods()) {
      members.add(
          method(method.getModifiers(), method.getName(), Type.getMethodDescriptor(method)));
    }
    for (Field field : bridge.getFields()) {
      members.add(constant(field.getName(), field.get(null)));
    }
    return members;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    if (!name.startsWith("<")) {
      members.add(method(access, name, descriptor));
    }
    return null;
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    if (Modifier.isPublic(access)) {
      members.add(constant(name, value));
    }
    return null;
  }

  private static String method(int access, String name, String descriptor) {
    return (Modifier.isAbstract(access) ? "abstract " : "") + name + descriptor;
  }

  private static String constant(String name, @Nullable Object value) {
    return name + "=" + value;
  }
}
