package io.tidemark.lab.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Whom Alertmanager wakes: takes its notifications and remembers them. */
final class Webhook implements AutoCloseable {
  private final HttpServer server;
  private final List<Page> pages = new CopyOnWriteArrayList<>();

  /**
   * One alert of a notification.
   *
   * @param arrived when the notification arrived
   */
  record Page(Instant arrived, Map<String, String> labels, Map<String, String> annotations) {
    String alert() {
      return labels.getOrDefault("alertname", "");
    }

    /** Whether its labels or its text name a client and a handler. */
    boolean names(String client, String handler) {
      String text = labels + " " + annotations;
      return text.contains(client) && text.contains(handler);
    }
  }

  Webhook() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** The alerts that fired, in the order in which they arrived. */
  List<Page> pages() {
    return List.copyOf(pages);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      Instant now = Instant.now();
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      for (JsonElement element :
          JsonParser.parseString(body).getAsJsonObject().getAsJsonArray("alerts")) {
        JsonObject alert = element.getAsJsonObject();
        if (alert.get("status").getAsString().equals("firing")) {
          pages.add(new Page(now, texts(alert, "labels"), texts(alert, "annotations")));
        }
      }
      exchange.sendResponseHeaders(200, -1);
    }
  }

  /** The texts of an object within. */
  static Map<String, String> texts(JsonObject alert, String key) {
    return alert.getAsJsonObject(key).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().getAsString()));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
