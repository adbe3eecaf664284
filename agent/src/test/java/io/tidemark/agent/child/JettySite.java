package io.tidemark.agent.child;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The site at Jetty 12. */
public final class JettySite implements SiteServer {
  @Override
  public int start() throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    ServletHolder holder = new ServletHolder("site", new JakartaSite());
    holder.setAsyncSupported(true);
    for (String page : Site.PAGES) {
      context.addServlet(holder, "/" + page + "/*");
    }
    server.setHandler(context);
    server.start();
    return connector.getLocalPort();
  }
}
