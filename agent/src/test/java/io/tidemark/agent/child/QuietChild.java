package io.tidemark.agent.child;

/** A service that does nothing, and says which system properties are not the JVM's own. */
public final class QuietChild {
  private QuietChild() {}

  /** Prints the agent's leavings, of which there must be none. */
  public static void main(String[] arguments) throws Exception {
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.contains("tidemark") || name.contains("bytebuddy")) {
        System.out.println("property " + name);
      }
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().contains("tidemark") || thread.getName().contains("byte")) {
        System.out.println("thread " + thread.getName());
      }
    }
    Handshake.await();
  }
}
