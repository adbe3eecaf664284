package io.tidemark.collector.check;

import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.jvm.SegmentView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Which JVMs are seen, how, and why not more of them. */
final class JvmsCheck {
  private static final String TOPIC = "jvm";
  private static final int MAX_LINES = 64;

  private static final Map<String, String> CURES =
      Map.of(
          "hsperf_off",
          "start it without -XX:-UsePerfData and -XX:+PerfDisableSharedMem, or put the agent in",
          "hsperf_hidden",
          "run as its user or as root; in a container give SYS_PTRACE",
          "hsperf_denied",
          "run as its user or as root",
          "hsperf_missing",
          "share its /tmp (hsperfdata_*) with the collector; is its /tmp writable, and is it"
              + " HotSpot?",
          "denied",
          "run as its user or as root",
          "version",
          "use agent and collector of one release");

  private JvmsCheck() {}

  static List<Finding> run(List<Jvm> jvms) {
    List<Finding> findings = new ArrayList<>();
    for (Jvm jvm : jvms) {
      if (findings.size() == MAX_LINES) {
        findings.add(Finding.ok(TOPIC, "and " + (jvms.size() - MAX_LINES) + " more"));
        break;
      }
      findings.add(of(jvm));
    }
    if (jvms.isEmpty()) {
      findings.add(
          Finding.limited(
              TOPIC,
              "none is seen",
              "share /dev/shm and /tmp with the JVMs' containers, or run on the host's pid"
                  + " namespace (hostPID: true)"));
    }
    return findings;
  }

  private static String process(Jvm jvm) {
    if (jvm.pid().isPresent()) {
      return "pid " + jvm.pid().getAsLong();
    }
    boolean living = jvm.segment().map(SegmentView::living).orElse(false);
    return living ? "process not seen" : "ended";
  }

  private static Finding of(Jvm jvm) {
    StringJoiner found = new StringJoiner(", ");
    found.add(jvm.source().service());
    found.add(process(jvm));
    String container = jvm.source().attributes().getOrDefault("container.id", "");
    if (!container.isEmpty()) {
      found.add("container " + container.substring(0, Math.min(12, container.length())));
    }
    found.add(jvm.segment().isPresent() ? "agent" : "no agent");
    boolean hsperf = jvm.perf().map(perf -> perf.data().isPresent()).orElse(false);
    found.add(hsperf ? "hsperfdata" : "no hsperfdata");
    if (jvm.unreadable().isEmpty()) {
      return Finding.ok(TOPIC, found.toString());
    }
    String reasons = String.join(", ", jvm.unreadable());
    String cure =
        CURES.getOrDefault(jvm.unreadable().get(0), "see the metric tidemark.jvm.unreadable");
    return Finding.limited(TOPIC, found + "; " + reasons, cure);
  }
}
