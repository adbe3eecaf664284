package io.tidemark.agent.config;

/** What a service is called that nobody gave a name. */
final class ServiceName {
  private static final String FALLBACK = "java";

  private ServiceName() {}

  /** The main class, or the name of the jar, from a JVM's command. */
  static String ofCommand(String command) {
    String main = command.trim();
    int space = main.indexOf(' ');
    main = space < 0 ? main : main.substring(0, space);
    main = main.substring(main.lastIndexOf('/') + 1); // a jar's folder, or a module's name
    if (main.endsWith(".jar")) {
      main = main.substring(0, main.length() - ".jar".length());
    }
    return main.isEmpty() ? FALLBACK : main;
  }
}
