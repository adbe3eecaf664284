package io.tidemark.agent.http;

import java.lang.invoke.MethodHandle;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * The methods of one class loader's servlet API that the agent calls, {@code javax} or {@code
 * jakarta}, from version 4.0 on, looked up once.
 */
final class ServletApi {
  private static final String ROUTER = "org.springframework.web.servlet.DispatcherServlet";

  private final String prefix;
  private final MethodHandle method;
  private final MethodHandle header;
  private final MethodHandle query;
  private final MethodHandle remoteAddress;
  private final MethodHandle secure;
  private final MethodHandle attribute;
  private final MethodHandle mapping;
  private final MethodHandle pattern;
  private final MethodHandle servletName;
  private final MethodHandle servletContext;
  private final MethodHandle contextPath;
  private final MethodHandle registration;
  private final MethodHandle className;
  private final MethodHandle loader;
  private final MethodHandle dispatcherType;

  private ServletApi(String prefix, ClassLoader classes) throws ReflectiveOperationException {
    this.prefix = prefix;
    Class<?> request = Class.forName(prefix + "http.HttpServletRequest", false, classes);
    Class<?> mappingType = Class.forName(prefix + "http.HttpServletMapping", false, classes);
    Class<?> context = Class.forName(prefix + "ServletContext", false, classes);
    Class<?> servlet = Class.forName(prefix + "Registration", false, classes);
    this.method = Handles.getter(request, "getMethod");
    this.header = Handles.byName(request, "getHeader");
    this.query = Handles.getter(request, "getQueryString");
    this.remoteAddress = Handles.getter(request, "getRemoteAddr");
    this.secure = Handles.flag(request, "isSecure");
    this.attribute = Handles.byName(request, "getAttribute");
    this.mapping = Handles.getter(request, "getHttpServletMapping");
    this.pattern = Handles.getter(mappingType, "getPattern");
    this.servletName = Handles.getter(mappingType, "getServletName");
    this.servletContext = Handles.getter(request, "getServletContext");
    this.contextPath = Handles.getter(context, "getContextPath");
    this.registration = Handles.byName(context, "getServletRegistration");
    this.className = Handles.getter(servlet, "getClassName");
    this.loader = Handles.getter(context, "getClassLoader");
    this.dispatcherType = Handles.getter(request, "getDispatcherType");
  }

  /** The API that a class of requests implements. */
  static ServletApi of(Class<?> requestClass) throws ReflectiveOperationException {
    for (String prefix : new String[] {"jakarta.servlet.", "javax.servlet."}) {
      try {
        ClassLoader classes = requestClass.getClassLoader();
        Class<?> type = Class.forName(prefix + "http.HttpServletRequest", false, classes);
        if (type.isAssignableFrom(requestClass)) {
          return new ServletApi(prefix, type.getClassLoader());
        }
      } catch (ClassNotFoundException e) {
        // The other one, then.
      }
    }
    throw new ClassNotFoundException(requestClass + " is no request of a servlet");
  }

  @Nullable String method(Object request) throws Throwable {
    return (String) (Object) method.invokeExact(request);
  }

  @Nullable String header(Object request, String name) throws Throwable {
    return (String) (Object) header.invokeExact(request, name);
  }

  @Nullable String query(Object request) throws Throwable {
    return (String) (Object) query.invokeExact(request);
  }

  @Nullable String remoteAddress(Object request) throws Throwable {
    return (String) (Object) remoteAddress.invokeExact(request);
  }

  /** The certificate that the client showed. */
  @Nullable X509Certificate certificate(Object request) throws Throwable {
    return (boolean) secure.invokeExact(request)
            && attribute(request, prefix + "request.X509Certificate")
                instanceof X509Certificate[] chain
            && chain.length > 0
        ? chain[0]
        : null;
  }

  @Nullable Object attribute(Object request, String name) throws Throwable {
    return (Object) attribute.invokeExact(request, name);
  }

  /** The exception that the server keeps for its error page. */
  @Nullable Object error(Object request) throws Throwable {
    return attribute(request, prefix + "error.exception");
  }

  /** Why the servlet is being called: {@code REQUEST}, {@code ERROR}, … */
  String dispatcherType(Object request) throws Throwable {
    return String.valueOf((Object) dispatcherType.invokeExact(request));
  }

  /** The pattern of the servlet's mapping. */
  @Nullable String pattern(Object request) throws Throwable {
    Object match = (Object) mapping.invokeExact(request);
    return match == null ? null : (String) (Object) pattern.invokeExact(match);
  }

  /** Where the application is mounted: from the application, not from the path. */
  String context(Object request) throws Throwable {
    Object context = (Object) servletContext.invokeExact(request);
    String path = context == null ? null : (String) (Object) contextPath.invokeExact(context);
    return path == null ? "" : path;
  }

  /** Whether the request's servlet is Spring's. */
  boolean routed(Object request) throws Throwable {
    Object context = (Object) servletContext.invokeExact(request);
    Object match = (Object) mapping.invokeExact(request);
    if (context == null || match == null) {
      return false;
    }
    String name = (String) (Object) servletName.invokeExact(match);
    Object servlet = (Object) registration.invokeExact(context, name);
    String type = servlet == null ? null : (String) (Object) className.invokeExact(servlet);
    return type != null && isRouter(type, (ClassLoader) (Object) loader.invokeExact(context));
  }

  private static boolean isRouter(String servlet, ClassLoader classes) {
    try {
      Class<?> type = Class.forName(servlet, false, classes);
      while (type != null && !type.getName().equals(ROUTER)) {
        type = type.getSuperclass();
      }
      return type != null;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
