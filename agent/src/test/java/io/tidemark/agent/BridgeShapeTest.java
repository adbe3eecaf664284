package io.tidemark.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.agent.bridge.TidemarkBridge;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BridgeShapeTest {
  @Test
  void isTheSameOfAClassAndOfItsFile() throws Exception {
    Set<String> shape = BridgeShape.of(file(TidemarkBridge.class));
    assertEquals(shape, BridgeShape.of(TidemarkBridge.class));
    assertTrue(shape.contains("LOG4J=1"), shape::toString);
    assertTrue(shape.contains("abstract onFailure(Ljava/lang/Throwable;)V"), shape::toString);
  }

  @Test
  void differsFromThatOfAnotherClass() throws Exception {
    assertNotEquals(BridgeShape.of(file(Agent.class)), BridgeShape.of(TidemarkBridge.class));
  }

  private static byte[] file(Class<?> type) throws Exception {
    String name = type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }
}
