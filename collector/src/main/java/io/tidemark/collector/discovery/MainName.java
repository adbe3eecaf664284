package io.tidemark.collector.discovery;

import io.tidemark.segment.Label;
import java.util.Optional;

/** What a service is called that nobody named: its main class or jar, without package or path. */
public final class MainName {
  private static final int MAX_BYTES = 100;

  private MainName() {}

  /**
   * From {@code a.b.Main args}, {@code module/a.b.Main args} or {@code /path/to/service-1.2.jar
   * args}.
   */
  public static Optional<String> of(String command) {
    String main = command.strip().split("\\s", 2)[0];
    String name = main.substring(main.lastIndexOf('/') + 1);
    String simple =
        name.endsWith(".jar")
            ? name.substring(0, name.length() - ".jar".length())
            : name.substring(name.lastIndexOf('.') + 1);
    return simple.isEmpty() ? Optional.empty() : Optional.of(Label.clean(simple, MAX_BYTES));
  }
}
