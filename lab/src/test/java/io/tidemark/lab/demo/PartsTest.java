package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
  private final List<String> ended = new ArrayList<>();
  private final Parts parts = new Parts();

  @Test
  void endsTheLastFirstAndEachOnce() {
    own("cache");
    own("service");
    parts.close();
    parts.close();
    assertEquals(List.of("service", "cache"), ended);
  }

  @Test
  void endsAtOnceWhatComesTooLate() {
    parts.close();
    own("service");
    assertEquals(List.of("service"), ended);
  }

  private void own(String name) {
    AutoCloseable part = () -> ended.add(name);
    assertSame(part, parts.own(part));
  }
}
