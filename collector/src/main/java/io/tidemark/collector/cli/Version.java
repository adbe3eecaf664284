package io.tidemark.collector.cli;

import picocli.CommandLine.IVersionProvider;

/** The collector's version, from the jar's manifest. */
final class Version implements IVersionProvider {
  /** The version, or {@code development} outside a jar. */
  static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {Main.NAME + " " + current()};
  }
}
