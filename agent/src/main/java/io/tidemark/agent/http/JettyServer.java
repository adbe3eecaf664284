package io.tidemark.agent.http;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Jetty 12 with the servlets of its ee10 or ee11: advice sees a {@code ServletChannel}, which
 * serves one request after the other; Jetty's core knows each by the innermost of its {@code
 * Request}s.
 */
final class JettyServer extends ServletServer {
  private final MethodHandle key;
  private final MethodHandle head;
  private final MethodHandle status;

  JettyServer(Class<?> channel) throws ReflectiveOperationException {
    this(channel, channel.getMethod("getServletContextRequest").getReturnType());
  }

  private JettyServer(Class<?> channel, Class<?> request) throws ReflectiveOperationException {
    super(ServletApi.of(request.getMethod("getServletApiRequest").getReturnType()));
    MethodHandle current = Handles.getter(channel, "getServletContextRequest");
    Class<?> core =
        Class.forName("org.eclipse.jetty.server.Request", false, channel.getClassLoader());
    MethodHandle innermost =
        MethodHandles.publicLookup()
            .findStatic(core, "unWrap", MethodType.methodType(core, core))
            .asType(MethodType.methodType(Object.class, Object.class));
    this.key = Handles.chain(current, innermost);
    this.head = Handles.chain(current, Handles.getter(request, "getServletApiRequest"));
    Class<?> response = channel.getMethod("getServletContextResponse").getReturnType();
    this.status =
        Handles.chain(
            Handles.getter(channel, "getServletContextResponse"),
            Handles.number(response, "getStatus"));
  }

  @Override
  public @Nullable Object key(Object channel) throws Throwable {
    return (Object) key.invokeExact(channel);
  }

  @Override
  public Object head(Object channel) throws Throwable {
    return (Object) head.invokeExact(channel);
  }

  @Override
  public int status(Object channel, HttpCall call) throws Throwable {
    return (int) status.invokeExact(channel);
  }

  @Override
  public boolean thrown(Object channel, HttpCall call) {
    return call.thrown();
  }
}
