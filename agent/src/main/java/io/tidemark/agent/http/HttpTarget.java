package io.tidemark.agent.http;

import io.tidemark.agent.weave.Target;
import io.tidemark.agent.weave.Weaving;

/** The classes of HTTP servers that are changed. */
public enum HttpTarget implements Target {
  /** Tomcat: every request that was mapped passes it, and passes it again when dispatched. */
  TOMCAT_ENGINE("org.apache.catalina.core.StandardEngineValve"),
  /** Tomcat: calls listeners of asynchronous requests. */
  TOMCAT_ADAPTER("org.apache.catalina.connector.CoyoteAdapter"),
  /** Tomcat: told when its response is complete. */
  TOMCAT_REQUEST("org.apache.catalina.connector.Request"),
  /** Tomcat: every byte of a body that the service or its parameters need. */
  TOMCAT_INPUT("org.apache.catalina.connector.InputBuffer"),
  /** Jetty 12: serves a request, in one go or several. */
  JETTY_EE10("org.eclipse.jetty.ee10.servlet.ServletChannel"),
  /** The same for a newer API. */
  JETTY_EE11("org.eclipse.jetty.ee11.servlet.ServletChannel"),
  /** Jetty 12: what all reading of a body ends in. */
  JETTY_REQUEST("org.eclipse.jetty.server.internal.HttpChannelState$ChannelRequest"),
  /** Undertow: starts a servlet, also asynchronously. */
  UNDERTOW_SERVLET("io.undertow.servlet.handlers.ServletInitialHandler"),
  /** Undertow: told what escaped from a servlet. */
  UNDERTOW_FAILURE("io.undertow.servlet.api.LoggingExceptionHandler"),
  /** Undertow: told when request and response are complete. */
  UNDERTOW_EXCHANGE("io.undertow.server.HttpServerExchange"),
  /** Undertow: what all reading of a body ends in. */
  UNDERTOW_BODY("io.undertow.server.HttpServerExchange$ReadDispatchChannel"),
  /** The JDK's server: a thread reads a request and serves it. */
  JDK_RUN("sun.net.httpserver.ServerImpl$Exchange"),
  /** The JDK's server: made for the handler. */
  JDK_EXCHANGE("sun.net.httpserver.HttpExchangeImpl"),
  /** The same over TLS. */
  JDK_SECURE_EXCHANGE("sun.net.httpserver.HttpsExchangeImpl"),
  /** The JDK's server: calls filters and the handler. */
  JDK_CHAIN("com.sun.net.httpserver.Filter$Chain"),
  /** The JDK's server: sends the status. */
  JDK_RESPONSE("sun.net.httpserver.ExchangeImpl"),
  /** The JDK's server: what all reading of a body ends in. */
  JDK_BODY("sun.net.httpserver.LeftOverInputStream"),
  /** The JDK's server: made when a response is complete. */
  JDK_FINISHED("sun.net.httpserver.Event$WriteFinished"),
  /** The same before JDK 21 or so. */
  JDK_FINISHED_BEFORE("sun.net.httpserver.WriteFinishedEvent"),
  /** Spring MVC: finds the handler of a request. */
  SPRING("org.springframework.web.servlet.DispatcherServlet");

  private final String className;

  HttpTarget(String className) {
    this.className = className;
  }

  @Override
  public String className() {
    return className;
  }

  @Override
  public Weaving weaving() {
    return HttpWeaving.of(this);
  }
}
