package io.tidemark.agent.child;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server, of the class that the argument names, and its clients. */
public final class HttpChild {
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String root;
  private final String server;

  private HttpChild(String server, int port) {
    this.server = server;
    this.root = "http://127.0.0.1:" + port + "/";
  }

  /** Makes the requests that {@code HttpIT} expects to find. */
  public static void main(String[] arguments) throws Exception {
    SiteServer server =
        Class.forName("io.tidemark.agent.child." + arguments[0])
            .asSubclass(SiteServer.class)
            .getDeclaredConstructor()
            .newInstance();
    HttpChild child = new HttpChild(arguments[0], server.start());
    child.counted();
    child.failing();
    child.asynchronous();
    child.named();
    child.interleaved();
    child.charged();
    child.hanging();
    Handshake.await();
    Site.HANGING.countDown();
    System.exit(0);
  }

  private void counted() throws Exception {
    get("feeds", "posts/1?uris=a&uris=b&limit=5&uris=c");
    get("feeds", "posts/2");
    post("forms", "form/1", FORM, "uris=a&uris=b&x=1&uris=c&uris=d&uris=e");
    post("arrays", "json/1", JSON, array(7));
    byte[] large = array(20_000).getBytes(StandardCharsets.UTF_8);
    send("arrays", "POST", "json/2", JSON, chunked(large));
    post("arrays", "json/3", "text/plain", array(9));
    String batch = "{\"other\":" + array(9) + ",\"batch\":{\"uris\":" + array(4) + "}}";
    post("configured", "configured/1", JSON, batch);
    post("bytewise", "bytewise/1", JSON, array(3));
  }

  private static BodyPublisher chunked(byte[] body) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
  }

  private static String array(int length) {
    return "[" + String.join(", ", Collections.nCopies(length, "\"a,b\"")) + "]";
  }

  private void failing() throws Exception {
    get("broken", "fail/1");
    get("broken", "bad/1");
    // The JDK's server never answers after an error, and Spring makes an exception of it.
    boolean bare = !server.equals("JdkSite") && !server.equals("SpringSite");
    for (String page : bare ? List.of("throw", "starve") : List.of("throw")) {
      try {
        // No GET, which the client would repeat.
        send("broken", "POST", page + "/1", "", BodyPublishers.noBody());
      } catch (IOException e) {
        // The JDK's server closes the connection, and so does Tomcat for an error.
      }
    }
  }

  private void asynchronous() throws Exception {
    get("late", "late/1");
    if (!server.equals("JdkSite")) {
      get("late", "dispatched/1");
      get("late", "forward/1");
      get("late", "forgotten/1");
    }
  }

  private void named() throws Exception {
    send("methods", "HEAD", "posts/1", "", BodyPublishers.noBody());
    send("methods", "FROB", "posts/1", "", BodyPublishers.noBody());
    http.send(request("posts/1").build(), HttpResponse.BodyHandlers.ofString());
    http.send(
        request("posts/1").header("User-Agent", "crawler/2.1 (linux)").build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private void interleaved() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(2);
    CompletableFuture<Void> one = CompletableFuture.runAsync(() -> repeat("one", 2), clients);
    CompletableFuture<Void> two = CompletableFuture.runAsync(() -> repeat("two", 3), clients);
    CompletableFuture.allOf(one, two).get();
    clients.shutdown();
  }

  private void repeat(String client, int items) {
    try {
      for (int i = 0; i < 50; i++) {
        post(client, "json/" + i, JSON, array(items));
        get(client, "posts/" + i + "?" + "id=1&".repeat(items));
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void charged() throws Exception {
    get("effects", "effects/1");
    get("effects", "lateEffects/1");
    if (server.equals("SpringSite")) {
      http.send(gated("open"), HttpResponse.BodyHandlers.ofString());
      http.send(gated("closed"), HttpResponse.BodyHandlers.ofString());
    }
  }

  private HttpRequest gated(String gate) {
    return request("posts/1").header("x-client-id", "gated").header("x-gate", gate).build();
  }

  private void hanging() throws InterruptedException {
    var unused =
        http.sendAsync(
            request("hang/1").header("x-client-id", "waiting").build(),
            HttpResponse.BodyHandlers.ofString());
    Site.HANGS.await();
  }

  private void get(String client, String path) throws IOException, InterruptedException {
    send(client, "GET", path, "", BodyPublishers.noBody());
  }

  private void post(String client, String path, String type, String body)
      throws IOException, InterruptedException {
    send(client, "POST", path, type, BodyPublishers.ofString(body));
  }

  private void send(String client, String method, String path, String type, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path).method(method, body).header("x-client-id", client);
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(root + path));
  }
}
