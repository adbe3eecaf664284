package io.tidemark.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PremainTest {
  private static final int JAVA_8 = 52;

  @Test
  void loadsOnJava8() throws IOException {
    assertEquals(
        List.of(JAVA_8, JAVA_8), List.of(version(Premain.class), version(AgentClassLoader.class)));
  }

  @Test
  void needsJava17() {
    assertEquals(
        List.of(false, false, false, true, true, false),
        List.of(
            Premain.isSupported("1.8"),
            Premain.isSupported("11"),
            Premain.isSupported("16"),
            Premain.isSupported("17"),
            Premain.isSupported("25"),
            Premain.isSupported("unknown")));
  }

  private static int version(Class<?> type) throws IOException {
    String file = type.getSimpleName() + ".class";
    try (DataInputStream in =
        new DataInputStream(Objects.requireNonNull(type.getResourceAsStream(file), file))) {
      return (int) (in.readLong() & 0xffff); // magic, minor and major version
    }
  }
}
