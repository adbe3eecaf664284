package io.tidemark.collector.cli;

import io.tidemark.collector.store.StoreSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@code --store} and {@code --store-size} mean. */
final class StoreOptions {
  /** Environment variable that stands for {@code --store} where that is not typed. */
  static final String VARIABLE = "TIDEMARK_STORE";

  /** Typed for nowhere. */
  static final String OFF = "off";

  private static final Path SYSTEM = Path.of("/var/lib/tidemark");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([mg])");

  private StoreOptions() {}

  /**
   * The store, or nothing where it is off.
   *
   * @param typed what was typed for {@code --store}, if anything
   * @param size what was typed for {@code --store-size}
   * @param environment of the process
   * @throws IllegalArgumentException with the reason why the size is none
   */
  static Optional<StoreSettings> settings(
      @Nullable String typed, String size, Map<String, String> environment) {
    long bytes = bytes(size);
    String place = typed != null ? typed : environment.getOrDefault(VARIABLE, "");
    if (place.equals(OFF)) {
      return Optional.empty();
    }
    return Optional.of(
        new StoreSettings(place.isEmpty() ? usual(environment) : Path.of(place), bytes));
  }

  private static long bytes(String size) {
    Matcher typed = SIZE.matcher(size);
    long bytes =
        typed.matches()
            ? Long.parseLong(typed.group(1)) << (typed.group(2).equals("m") ? 20 : 30)
            : 0;
    if (bytes < StoreSettings.MIN_BYTES || bytes > StoreSettings.MAX_BYTES) {
      throw new IllegalArgumentException(
          "--store-size is '%s', expected %dm to %dg, such as 64m"
              .formatted(size, StoreSettings.MIN_BYTES >> 20, StoreSettings.MAX_BYTES >> 30));
    }
    return bytes;
  }

  // What systemd made for a service; else the user's own, and root's where root keeps such.
  private static Path usual(Map<String, String> environment) {
    String ofService = environment.getOrDefault("STATE_DIRECTORY", "");
    if (!ofService.isEmpty()) {
      return Path.of(ofService.split(":", 2)[0], "store");
    }
    String ofUser = environment.getOrDefault("XDG_STATE_HOME", "");
    if (!ofUser.isEmpty()) {
      return Path.of(ofUser, "tidemark");
    }
    return usual(System.getProperty("user.name", ""), System.getProperty("user.home", ""));
  }

  /**
   * Where nothing says it.
   *
   * @param home {@code ?} or {@code /} of users without one, as in many containers
   */
  static Path usual(String user, String home) {
    boolean homeless = home.length() < 2 || !home.startsWith("/");
    return user.equals("root") || homeless ? SYSTEM : Path.of(home, ".local", "state", "tidemark");
  }
}
