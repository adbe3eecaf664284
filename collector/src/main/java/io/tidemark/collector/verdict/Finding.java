package io.tidemark.collector.verdict;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One symptom, and who is behind it. Immutable.
 *
 * @param id the same for as long as it is open; no other has it
 * @param symptom a {@link Stage} that {@link Stage#isSymptom()}
 * @param service that suffers; empty when it is the host and no service stands out
 * @param place what exactly, such as {@code 127.32.0.1} whose ports run out; or the service
 * @param suspects the largest share first; empty unless there are any
 * @param sentence all of it in plain English
 * @param numbers what it rests on
 * @param sinceEpochMs when the symptom left its baseline, in milliseconds since 1970
 * @param forecastSeconds until the resource is used up at the present rate, 0 when it is; empty
 *     when no end is in sight
 * @param consequenceOf the earlier stage of the chain that leads to it; itself when it is the first
 * @param advice what to do now
 */
public record Finding(
    String id,
    Stage symptom,
    Severity severity,
    Cause cause,
    String service,
    String place,
    List<Suspect> suspects,
    String sentence,
    List<Figure> numbers,
    long sinceEpochMs,
    OptionalDouble forecastSeconds,
    Stage consequenceOf,
    String advice) {

  /** Copies the lists. */
  public Finding {
    suspects = List.copyOf(suspects);
    numbers = List.copyOf(numbers);
  }

  /** The heading of the runbook, as a link within this repository. */
  public String runbook() {
    return symptom.runbook();
  }
}
