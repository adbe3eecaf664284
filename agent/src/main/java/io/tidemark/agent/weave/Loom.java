package io.tidemark.agent.weave;

import io.tidemark.agent.bridge.TidemarkBridge;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Byte Buddy, set up for one class that is being loaded: reads class files and never loads a class
 * of the service.
 */
public final class Loom {
  private final ClassFileLocator classFiles;
  private final ClassFileLocator adviceFiles;
  private final TypePool types;

  Loom(String className, byte[] classFile, @Nullable ClassLoader loader) {
    this.adviceFiles = ClassFileLocator.ForClassLoader.of(Loom.class.getClassLoader());
    this.classFiles =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(className, classFile),
            ClassFileLocator.ForClassLoader.of(loader));
    // Lazily: other agents make classes implement interfaces that no loader has a file of.
    this.types =
        new TypePool.Default.WithLazyResolution(
            new TypePool.CacheProvider.Simple(), classFiles, TypePool.Default.ReaderMode.FAST);
  }

  byte[] weave(String className, Weaving weaving) {
    TypeDescription type = types.describe(className).resolve();
    ByteBuddy byteBuddy =
        new ByteBuddy()
            .with(TypeValidation.DISABLED)
            .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
            .with(Implementation.Context.Disabled.Factory.INSTANCE);
    return weaving.weave(byteBuddy.redefine(type, classFiles), type, this).make().getBytes();
  }

  /** Another class of the service, as its loader would find it. */
  public TypePool.Resolution describe(String className) {
    return types.describe(className);
  }

  /** The advice of a class, with mappings for its own annotations. */
  public Advice advice(Advice.WithCustomMapping mappings, Class<?> advice) {
    TypePool pool =
        new TypePool.Default(
            new TypePool.CacheProvider.Simple(), adviceFiles, TypePool.Default.ReaderMode.FAST);
    return mappings
        .to(pool.describe(advice.getName()).resolve(), adviceFiles)
        .withExceptionHandler(new Advice.ExceptionHandler.Simple(countFailure()));
  }

  /** The advice of a class. */
  public Advice advice(Class<?> advice) {
    return advice(Advice.withCustomMapping(), advice);
  }

  // Byte Buddy's own handlers print, or say nothing at all.
  private static net.bytebuddy.implementation.bytecode.StackManipulation countFailure() {
    try {
      return MethodInvocation.invoke(
          new MethodDescription.ForLoadedMethod(
              TidemarkBridge.class.getMethod("failed", Throwable.class)));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }
}
