package io.tidemark.collector.check;

import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.jvm.JvmDiscovery;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Every check, in the order in which they are printed. */
public final class Checks {
  // No segment is removed by a look that is the first and the last.
  private static final Duration KEEP = Duration.ofDays(1);

  private Checks() {}

  /** Looks at everything, once. */
  public static List<Finding> run(Place place) {
    List<Jvm> jvms = jvms(place);
    List<Finding> findings = new ArrayList<>();
    findings.addAll(SegmentsCheck.run(place));
    findings.addAll(JvmsCheck.run(jvms));
    findings.addAll(RightsCheck.run(place));
    findings.addAll(NetworkCheck.run(place, jvms));
    findings.addAll(KernelCheck.run(place));
    return findings;
  }

  private static List<Jvm> jvms(Place place) {
    Clock clock = Clock.systemUTC();
    try (JvmDiscovery discovery =
        new JvmDiscovery(place.directory(), KEEP, place.proc(), place.tmp(), "here", clock)) {
      try {
        discovery.look();
      } catch (IOException e) {
        // The directory cannot be listed, which SegmentsCheck says; the others are seen.
      }
      return discovery.jvms();
    } catch (IOException e) {
      return List.of();
    }
  }
}
