package io.tidemark.collector.page;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An HTTP response as it came, its body neither chunked nor changed.
 *
 * @param latin the body, each byte a character
 */
record Reply(int status, List<String> headers, String latin) {

  static Reply parse(byte[] bytes) {
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = latin.indexOf("\r\n\r\n");
    List<String> head = List.of(latin.substring(0, end).split("\r\n", -1));
    return new Reply(
        Integer.parseInt(head.get(0).split(" ", -1)[1]),
        head.subList(1, head.size()),
        latin.substring(end + 4));
  }

  String header(String name) {
    return headers.stream()
        .filter(header -> header.startsWith(name + ": "))
        .map(header -> header.substring(name.length() + 2))
        .findFirst()
        .orElse("");
  }

  byte[] body() {
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }

  String text() {
    return new String(body(), StandardCharsets.UTF_8);
  }
}
