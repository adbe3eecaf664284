package io.tidemark.agent.child;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Calls the methods of {@link com.acme.Feeds}, in a class loader that sees nothing but it and the
 * JDK.
 */
public final class MethodChild {
  private MethodChild() {}

  /** Runs the calls that {@code MethodIT} expects to find. */
  public static void main(String[] arguments) throws Exception {
    URL classes = MethodChild.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
      Class<?> feeds = loader.loadClass("com.acme.Feeds");
      Object service = feeds.getConstructor().newInstance();
      Method load = feeds.getMethod("load", String.class, List.class);
      load.invoke(service, "indexer", List.of("a", "b", "c"));
      load.invoke(service, "indexer", List.of());
      expectFailure(load, service, "indexer", List.of("fail"));
      feeds.getMethod("load", String.class).invoke(service, "single");
      feeds.getMethod("count", Map.class).invoke(null, Map.of("a", 1, "b", 2));
      feeds.getMethod("store", int.class, byte[].class).invoke(service, 17, new byte[100]);
      Method later = feeds.getMethod("later", String.class, CompletableFuture.class);
      CompletableFuture<String> good = new CompletableFuture<>();
      CompletableFuture<String> bad = new CompletableFuture<>();
      for (CompletableFuture<String> future : List.of(good, bad, new CompletableFuture<String>())) {
        if (later.invoke(service, "patient", future) != future) {
          throw new IllegalStateException("the result is another one");
        }
      }
      good.complete("done");
      bad.completeExceptionally(new IllegalStateException("as asked for"));
      Handshake.await();
    }
  }

  private static void expectFailure(Method method, Object... arguments) throws Exception {
    try {
      method.invoke(arguments[0], arguments[1], arguments[2]);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException) {
        return;
      }
      throw e;
    }
    throw new IllegalStateException("the method did not throw");
  }
}
