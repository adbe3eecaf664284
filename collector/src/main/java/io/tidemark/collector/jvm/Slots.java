package io.tidemark.collector.jvm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Numbers the JVMs of each service from 1, so that a restarted JVM continues the series of its
 * predecessor: a JVM takes the lowest number that no living JVM of its service holds, and keeps it
 * while it lives. A dead one keeps its number until a successor takes it, and never gets another.
 */
final class Slots {
  private final Map<String, List<Run>> holders = new HashMap<>();
  private final Set<String> replaced = new HashSet<>();

  /**
   * One run of a JVM.
   *
   * @param key what tells it from every other run
   * @param startEpochMs decides who comes first
   */
  record Run(String key, String service, long startEpochMs, boolean living) {}

  /** The number of each run, by its key; a dead run whose number was taken has none. */
  Map<String, Integer> assign(List<Run> runs) {
    Map<String, Run> present =
        runs.stream().collect(Collectors.toMap(Run::key, run -> run, (a, b) -> a));
    replaced.retainAll(present.keySet());
    holders
        .values()
        .removeIf(runsOf -> runsOf.stream().noneMatch(r -> present.containsKey(r.key())));
    Map<String, Integer> numbers = new HashMap<>();
    for (List<Run> ofService : holders.values()) {
      ofService.replaceAll(run -> present.getOrDefault(run.key(), gone(run)));
      ofService.forEach(run -> numbers.put(run.key(), ofService.indexOf(run) + 1));
    }
    runs.stream()
        .filter(run -> !numbers.containsKey(run.key()) && !replaced.contains(run.key()))
        .sorted(Comparator.comparingLong(Run::startEpochMs).thenComparing(Run::key))
        .forEach(run -> take(run, numbers));
    numbers.keySet().retainAll(present.keySet());
    return numbers;
  }

  private static Run gone(Run run) {
    return new Run(run.key(), run.service(), run.startEpochMs(), false);
  }

  private void take(Run run, Map<String, Integer> numbers) {
    List<Run> ofService = holders.computeIfAbsent(run.service(), absent -> new ArrayList<>());
    int slot = 0;
    while (slot < ofService.size() && ofService.get(slot).living()) {
      slot++;
    }
    if (slot == ofService.size()) {
      ofService.add(run);
    } else {
      String before = ofService.set(slot, run).key();
      replaced.add(before);
      numbers.remove(before);
    }
    numbers.put(run.key(), slot + 1);
  }
}
