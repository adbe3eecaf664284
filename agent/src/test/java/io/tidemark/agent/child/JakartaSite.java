package io.tidemark.agent.child;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The site as a servlet of {@code jakarta.servlet}. */
public final class JakartaSite extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    visit(request, response);
  }

  /** Lets the site answer a request. */
  static void visit(HttpServletRequest request, HttpServletResponse response) throws IOException {
    try {
      Site.visit(new ServletVisit(request, response));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private record ServletVisit(HttpServletRequest request, HttpServletResponse response)
      implements Visit {
    @Override
    public String page() {
      return request.getRequestURI().split("/", -1)[1];
    }

    @Override
    public InputStream body() throws IOException {
      return request.getInputStream();
    }

    @Override
    public int values(String parameter) {
      String[] values = request.getParameterValues(parameter);
      return values == null ? 0 : values.length;
    }

    @Override
    public void answer(int status, String text) throws IOException {
      response.setStatus(status);
      response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void later(Site.Work work) {
      AsyncContext context = request.startAsync();
      Site.inPool(
          () -> {
            work.run();
            context.complete();
          });
    }

    @Override
    public void dispatchLater(String path) {
      AsyncContext context = request.startAsync();
      Site.inPool(() -> context.dispatch(path));
    }

    @Override
    public void neverAnswer() {
      request.startAsync().setTimeout(50);
    }

    @Override
    public void forward(String path) throws Exception {
      request.getRequestDispatcher(path).forward(request, response);
    }
  }
}
