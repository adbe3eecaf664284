package io.tidemark.agent.child;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** The site at the JDK's own server. */
public final class JdkSite implements SiteServer {
  @Override
  public int start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "jdk-site");
              thread.setDaemon(true);
              return thread;
            }));
    for (String page : Site.PAGES) {
      server
          .createContext("/" + page, JdkSite::visit)
          .getFilters()
          .add(Filter.beforeHandler("nothing", exchange -> {}));
    }
    server.start();
    return server.getAddress().getPort();
  }

  static void visit(HttpExchange exchange) throws IOException {
    try {
      Site.visit(new JdkVisit(exchange));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private record JdkVisit(HttpExchange exchange) implements Visit {
    @Override
    public String page() {
      return exchange.getRequestURI().getPath().split("/", -1)[1];
    }

    @Override
    public InputStream body() {
      return exchange.getRequestBody();
    }

    @Override
    public int values(String parameter) throws IOException {
      String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      return form.split(parameter + "=", -1).length - 1;
    }

    @Override
    public void answer(int status, String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
      if (!head) {
        try (OutputStream out = exchange.getResponseBody()) {
          out.write(bytes);
        }
      }
      exchange.close();
    }

    @Override
    public void later(Site.Work work) {
      Site.inPool(work);
    }

    @Override
    public void dispatchLater(String path) {
      throw new UnsupportedOperationException(path);
    }

    @Override
    public void neverAnswer() {
      throw new UnsupportedOperationException("a thread that never answers");
    }

    @Override
    public void forward(String path) {
      throw new UnsupportedOperationException(path);
    }
  }
}
