package io.tidemark.agent.http;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat: advice sees Catalina's {@code Request}, which is also the head; Tomcat and its input know
 * a request by Coyote's, which they use again once it has ended.
 */
final class TomcatServer extends ServletServer {
  private final MethodHandle key;
  private final MethodHandle context;
  private final MethodHandle status;

  TomcatServer(Class<?> requestClass) throws ReflectiveOperationException {
    super(ServletApi.of(requestClass));
    this.key = Handles.getter(requestClass, "getCoyoteRequest");
    this.context = Handles.getter(requestClass, "getContext");
    Class<?> response = requestClass.getMethod("getResponse").getReturnType();
    this.status =
        Handles.chain(
            Handles.getter(requestClass, "getResponse"), Handles.number(response, "getStatus"));
  }

  @Override
  public @Nullable Object key(Object request) throws Throwable {
    return (Object) key.invokeExact(request);
  }

  @Override
  public Object head(Object request) {
    return request;
  }

  private boolean isMapped(Object head) throws Throwable {
    return (Object) context.invokeExact(head) != null;
  }

  @Override
  public String context(Object head) throws Throwable {
    return isMapped(head) ? super.context(head) : "";
  }

  @Override
  public @Nullable String pattern(Object head) throws Throwable {
    return isMapped(head) ? super.pattern(head) : null;
  }

  @Override
  public boolean routed(Object head) throws Throwable {
    return isMapped(head) && super.routed(head);
  }

  @Override
  public int status(Object request, HttpCall call) throws Throwable {
    return (int) status.invokeExact(request);
  }

  @Override
  public @Nullable Object failure(Object request) throws Throwable {
    return api.error(request);
  }

  @Override
  public boolean thrown(Object request, HttpCall call) throws Throwable {
    return call.thrown() || api.error(request) != null;
  }
}
