package io.tidemark.collector.page;

import io.tidemark.collector.who.Report;
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
}
