package io.tidemark.agent.child;

import java.io.File;
import java.lang.reflect.Method;
import java.nio.file.Files;

/**
 * The site at Tomcat, 9 or 10: by reflection, since the two have the same names for classes of
 * different servlet APIs.
 */
public final class TomcatSite implements SiteServer {
  @Override
  public int start() throws Exception {
    boolean jakarta = TomcatSite.class.getResource("/jakarta/servlet/Servlet.class") != null;
    String site = jakarta ? "JakartaSite" : "JavaxSite";
    Class<?> type = Class.forName("org.apache.catalina.startup.Tomcat");
    Object tomcat = type.getConstructor().newInstance();
    File base = Files.createTempDirectory("tomcat").toFile();
    type.getMethod("setBaseDir", String.class).invoke(tomcat, base.getPath());
    type.getMethod("setHostname", String.class).invoke(tomcat, "127.0.0.1");
    type.getMethod("setPort", int.class).invoke(tomcat, 0);
    Object context =
        type.getMethod("addContext", String.class, String.class).invoke(tomcat, "", base.getPath());
    Object servlet =
        Class.forName("io.tidemark.agent.child." + site).getConstructor().newInstance();
    Object wrapper = addServlet(type).invoke(tomcat, context, "site", servlet);
    wrapper.getClass().getMethod("setAsyncSupported", boolean.class).invoke(wrapper, true);
    for (String page : Site.PAGES) {
      wrapper.getClass().getMethod("addMapping", String.class).invoke(wrapper, "/" + page + "/*");
    }
    Object connector = type.getMethod("getConnector").invoke(tomcat);
    type.getMethod("start").invoke(tomcat);
    return (Integer) connector.getClass().getMethod("getLocalPort").invoke(connector);
  }

  private static Method addServlet(Class<?> tomcat) {
    for (Method method : tomcat.getMethods()) {
      Class<?>[] types = method.getParameterTypes();
      if (method.getName().equals("addServlet")
          && types.length == 3
          && types[0].getSimpleName().equals("Context")
          && types[2].getSimpleName().equals("Servlet")) {
        return method;
      }
    }
    throw new IllegalStateException("no Tomcat.addServlet");
  }
}
