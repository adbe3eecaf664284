package io.tidemark.collector.who;

import java.util.List;
import java.util.StringJoiner;

/** JVMs that ended as a JSON array, newest first: for the page's API and {@code who --json}. */
public final class DeathJson {
  private DeathJson() {}

  /** All of them; times are in seconds, and null when they are not known. */
  public static String of(List<Death> deaths, long nowEpochMs) {
    StringJoiner array = new StringJoiner(",", "[", "]");
    deaths.forEach(death -> array.add(of(death, nowEpochMs)));
    return array.toString();
  }

  private static String of(Death death, long nowEpochMs) {
    return ("{\"service\":%s,\"instance\":%s,\"pid\":%s,\"exit\":%s,\"ended_epoch_seconds\":%s,"
            + "\"started_epoch_seconds\":%s,\"uptime_seconds\":%s,\"window_seconds\":%s,"
            + "\"heaviest\":%s,\"sentence\":%s}")
        .formatted(
            ReportJson.string(death.service()),
            ReportJson.string(death.instance().isEmpty() ? null : death.instance()),
            death.pid() == 0 ? "null" : Long.toString(death.pid()),
            ReportJson.string(death.exit().label()),
            death.endEpochMs().isPresent() ? seconds(death.endEpochMs().getAsLong()) : "null",
            death.startEpochMs() > 0 ? seconds(death.startEpochMs()) : "null",
            death.uptimeMs().isPresent() ? seconds(death.uptimeMs().getAsLong()) : "null",
            death.windowSeconds() == 0 ? "null" : ReportJson.number(death.windowSeconds()),
            death.heaviest().map(ReportJson::row).orElse("null"),
            ReportJson.string(DeathText.of(death, nowEpochMs)));
  }

  private static String seconds(long ms) {
    return ReportJson.number(ms / 1e3);
  }
}
