package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import io.tidemark.lab.incident.Suspect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WhoJudgeTest {
  private HttpServer server;
  private int status = 200;
  private String body = "";

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/who",
        exchange -> {
          byte[] text = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void accusesWhoStandsOut() throws IOException {
    body =
        """
        {"window_seconds": 10.0,
         "verdict": {"stands_out": true, "service": "dataplane", "client": "ads-sync",
                     "method": "dataplane.Posts/GetPostRecord", "sentence": "ads-sync, it is"}}
        """;
    assertEquals(
        Set.of(new Suspect("ads-sync", "dataplane.Posts/GetPostRecord")), judge().accused());
  }

  @Test
  void accusesNobodyWhenNothingDoes() throws IOException {
    body =
        """
        {"verdict": {"stands_out": false, "service": null, "client": null, "method": null,
                     "sentence": "nothing stands out"}}
        """;
    assertEquals(Set.of(), judge().accused());
  }

  @Test
  void noAnswerIsNoAcquittal() {
    status = 503;
    assertThrows(IOException.class, () -> judge().accused());
    status = 200;
    body = "<html>";
    assertThrows(LabException.class, () -> judge().accused());
    server.stop(0);
    assertThrows(IOException.class, () -> judge().accused());
  }

  private WhoJudge judge() {
    return new WhoJudge(new Api(server.getAddress().getPort()));
  }
}
