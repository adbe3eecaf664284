package io.tidemark.agent.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.agent.http.HttpHandler.Place;
import io.tidemark.segment.Column;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpNameTest {
  @Test
  void namesHandlersByMethodAndMapping() {
    assertEquals(
        List.of("GET /posts/*", "GET /app/posts/*", "POST /app/*.do", "GET /", "PUT /app/", "GET"),
        List.of(
            new Place("GET", "", "/posts/*", null).name(),
            new Place("GET", "/app", "/posts/*", null).name(),
            new Place("POST", "/app/", "*.do", null).name(),
            new Place("GET", "", "/", null).name(),
            new Place("PUT", "/app", "", null).name(),
            new Place("GET", "/app", null, null).name()));
  }

  @Test
  void namesHandlersBehindARouterByTheirRoute() {
    assertEquals(
        List.of("GET /posts/{id}", "GET /app/api/posts/{id}", "GET /app/posts"),
        List.of(
            new Place("GET", "", "/", null).routedTo("/posts/{id}").name(),
            new Place("GET", "/app", "/api/*", null).routedTo("/posts/{id}").name(),
            new Place("GET", "/app", "/*", null).routedTo("posts").name()));
  }

  @Test
  void knowsTheMethodsOfTheStandardsAndNoOthers() {
    assertEquals(
        List.of("GET", "HEAD", "PATCH", "QUERY", "_OTHER", "_OTHER", "_OTHER", "_OTHER"),
        List.of(
            HttpName.method("GET"),
            HttpName.method("HEAD"),
            HttpName.method("PATCH"),
            HttpName.method("QUERY"),
            HttpName.method("get"),
            HttpName.method("FROB"),
            HttpName.method(""),
            HttpName.method(null)));
  }

  @Test
  void countsErrorsOfTheServiceOnly() {
    assertEquals(
        Arrays.asList(
            null,
            null,
            Column.ERROR_HTTP_500,
            Column.ERROR_HTTP_OTHER,
            Column.ERROR_HTTP_502,
            Column.ERROR_HTTP_503,
            Column.ERROR_HTTP_504,
            Column.ERROR_EXCEPTION,
            null,
            Column.ERROR_HTTP_500),
        Arrays.asList(
            HttpStatus.error(200, false),
            HttpStatus.error(404, false),
            HttpStatus.error(500, false),
            HttpStatus.error(501, false),
            HttpStatus.error(502, false),
            HttpStatus.error(503, false),
            HttpStatus.error(504, true),
            HttpStatus.error(200, true),
            HttpStatus.error(400, true),
            HttpStatus.error(500, true)));
  }
}
