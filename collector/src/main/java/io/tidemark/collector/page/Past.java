package io.tidemark.collector.page;

import io.tidemark.collector.who.Findings;
import io.tidemark.collector.who.Report;
import io.tidemark.collector.who.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What was held to be true at a moment that is over, as far as the store has it.
 *
 * @param sentence the most severe finding, in one sentence
 * @param findings the findings that were open, most severe first
 * @param report who did what; without a verdict
 */
record Past(String sentence, List<String> findings, Report report) {
  Past {
    findings = List.copyOf(findings);
  }

  /** Of a moment that nothing can be told of; never what holds now in its place. */
  static Past unknown(long atMs, String why) {
    Report nothing =
        new Report(0, new Verdict(null, ""), List.of(), Findings.NONE, 0, 0, List.of());
    return new Past(
        "What held at " + time(atMs) + " is not known: " + why + ".", List.of(), nothing);
  }

  /** A moment, to the second. */
  static String time(long atMs) {
    return Instant.ofEpochMilli(atMs).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
