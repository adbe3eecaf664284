package io.tidemark.agent;

/** The agent's version, from its jar's manifest. */
final class Versions {
  private Versions() {}

  static String own() {
    String version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
