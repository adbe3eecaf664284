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
 *
 * <p>Of dead ones that are seen for the first time together, after a restart of the collector, it
 * is not known whether they ran one after the other or side by side. Those that a living one
 * followed count as its predecessors, so that a restart loop is one series; where none lives, each
 * gets a number, so that none's last counts are hidden.
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
  record Run(String key, String service, long startEpochMs, boolean living) {
    boolean follows(Run dead) {
      return living && service.equals(dead.service()) && startEpochMs >= dead.startEpochMs();
    }
  }

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
    Set<String> known = Set.copyOf(numbers.keySet());
    List<Run> fresh =
        runs.stream()
            .filter(run -> !numbers.containsKey(run.key()) && !replaced.contains(run.key()))
            .sorted(Comparator.comparingLong(Run::startEpochMs).thenComparing(Run::key))
            .toList();
    for (Run run : fresh) {
      if (!run.living() && fresh.stream().anyMatch(other -> other.follows(run))) {
        replaced.add(run.key());
      } else {
        take(run, numbers, known);
      }
    }
    numbers.keySet().retainAll(present.keySet());
    return numbers;
  }

  private static Run gone(Run run) {
    return new Run(run.key(), run.service(), run.startEpochMs(), false);
  }

  private void take(Run run, Map<String, Integer> numbers, Set<String> known) {
    List<Run> ofService = holders.computeIfAbsent(run.service(), absent -> new ArrayList<>());
    int slot = 0;
    while (slot < ofService.size() && !precedes(ofService.get(slot), run, known)) {
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

  private static boolean precedes(Run before, Run run, Set<String> known) {
    return !before.living() && (run.living() || known.contains(before.key()));
  }
}
