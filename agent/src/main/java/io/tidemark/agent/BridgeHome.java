package io.tidemark.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the bridge on the bootstrap loader, in {@code java.lang}: the package is opened to the agent
 * and to nobody else, and a lookup defines the class. Unlike a jar on the bootstrap path it leaves
 * class-data sharing on and makes the JVM print nothing. Once there it stays, for every agent that
 * comes after the first.
 */
final class BridgeHome {
  // Not TidemarkBridge.class: the class is not there yet. The build writes java/lang/… here.
  private static final String RESOURCE = "io/tidemark/agent/bridge/TidemarkBridge.class";
  private static final String NAME = "io.tidemark.agent.bridge.TidemarkBridge";

  private BridgeHome() {}

  static void define(Instrumentation instrumentation) throws IOException, IllegalAccessException {
    byte[] bytes;
    try (InputStream in = BridgeHome.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException("the agent's jar has no " + RESOURCE + "; build it again");
      }
      bytes = in.readAllBytes();
    }
    Module agent = BridgeHome.class.getModule();
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        // For the agent alone: where a class's string constants can be read.
        Map.of("jdk.internal.reflect", Set.of(agent)),
        Map.of("java.lang", Set.of(agent)),
        Set.of(),
        Map.of());
    Class<?> present = present();
    if (present == null) {
      MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup()).defineClass(bytes);
    } else if (!BridgeShape.of(present).equals(BridgeShape.of(bytes))) {
      throw new IOException(
          "another version of the agent was in this JVM before, and left a bridge that version "
              + Versions.own()
              + " cannot use; attach that version again, or restart the JVM with this one");
    }
  }

  // Of an agent that was here before; a class of the bootstrap loader stays for good.
  private static @Nullable Class<?> present() {
    try {
      return Class.forName(NAME, true, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }
}
