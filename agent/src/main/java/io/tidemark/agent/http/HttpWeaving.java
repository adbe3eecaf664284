package io.tidemark.agent.http;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.tidemark.agent.weave.HookWeaving;
import io.tidemark.agent.weave.Weaving;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Which advice belongs to which method. Methods only, so that loaded classes can be changed. */
final class HttpWeaving {
  private HttpWeaving() {}

  static Weaving of(HttpTarget target) {
    return switch (target) {
      case TOMCAT_ENGINE ->
          one(named("invoke").and(takesArguments(2)), HttpAdvice.TomcatInvoke.class);
      case TOMCAT_ADAPTER ->
          one(named("asyncDispatch").and(takesArguments(3)), HttpAdvice.TomcatAsync.class);
      case TOMCAT_REQUEST ->
          one(named("recycle").and(takesArguments(0)), HttpAdvice.TomcatRecycle.class);
      case TOMCAT_INPUT ->
          one(named("realReadBytes").and(takesArguments(0)), HttpAdvice.TomcatRead.class);
      case JETTY_EE10, JETTY_EE11 ->
          new HookWeaving()
              .hook(named("handle").and(takesArguments(0)), HttpAdvice.JettyHandle.class)
              .hook(named("handleException"), HttpAdvice.JettyException.class)
              .hook(named("onCompleted").and(takesArguments(0)), HttpAdvice.JettyCompleted.class);
      case JETTY_REQUEST -> one(named("read").and(takesArguments(0)), HttpAdvice.JettyRead.class);
      case UNDERTOW_SERVLET ->
          one(
              named("dispatchRequest")
                  .and(
                      takesArgument(
                          1, named("io.undertow.servlet.handlers.ServletRequestContext"))),
              HttpAdvice.UndertowDispatch.class);
      case UNDERTOW_FAILURE -> one(named("handleThrowable"), HttpAdvice.UndertowException.class);
      case UNDERTOW_EXCHANGE ->
          one(named("invokeExchangeCompleteListeners"), HttpAdvice.UndertowComplete.class);
      case UNDERTOW_BODY ->
          one(
              named("read")
                  .and(takesArguments(1))
                  .and(takesArgument(0, named("java.nio.ByteBuffer"))),
              HttpAdvice.UndertowRead.class);
      case JDK_RUN -> one(named("run"), HttpAdvice.JdkRun.class);
      case JDK_EXCHANGE, JDK_SECURE_EXCHANGE -> one(isConstructor(), HttpAdvice.JdkCreated.class);
      case JDK_CHAIN -> one(named("doFilter"), HttpAdvice.JdkChain.class);
      case JDK_RESPONSE -> one(named("sendResponseHeaders"), HttpAdvice.JdkResponse.class);
      case JDK_BODY ->
          new HookWeaving()
              .hook(named("read").and(takesArguments(0)), HttpAdvice.JdkReadByte.class)
              .hook(named("read").and(takesArguments(3)), HttpAdvice.JdkRead.class);
      case JDK_FINISHED, JDK_FINISHED_BEFORE -> one(isConstructor(), HttpAdvice.JdkFinished.class);
      case SPRING -> one(named("getHandler").and(takesArguments(1)), HttpAdvice.SpringRoute.class);
    };
  }

  private static Weaving one(ElementMatcher<? super MethodDescription> methods, Class<?> advice) {
    return new HookWeaving().hook(methods, advice);
  }
}
