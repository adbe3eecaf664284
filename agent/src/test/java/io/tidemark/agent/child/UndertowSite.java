package io.tidemark.agent.child;

import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletInfo;
import java.net.InetSocketAddress;

/** The site at Undertow. */
public final class UndertowSite implements SiteServer {
  @Override
  public int start() throws Exception {
    ServletInfo servlet = Servlets.servlet("site", JakartaSite.class).setAsyncSupported(true);
    for (String page : Site.PAGES) {
      servlet.addMapping("/" + page + "/*");
    }
    DeploymentInfo deployment =
        Servlets.deployment()
            .setClassLoader(UndertowSite.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("site")
            .addServlet(servlet);
    DeploymentManager manager = Servlets.defaultContainer().addDeployment(deployment);
    manager.deploy();
    Undertow server =
        Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(manager.start()).build();
    server.start();
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }
}
