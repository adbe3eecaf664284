package io.tidemark.lab.metrics;

import io.tidemark.lab.metrics.Exposition.Family;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The names that a query may use, and the labels that each has: exported, recorded, alerts. */
final class Vocabulary {
  private static final List<String> PARTS = List.of("_bucket", "_sum", "_count");

  /** What Prometheus puts to every series: of a scrape, and by OTLP. */
  private static final Set<String> TARGET = Set.of("job", "instance", "host_name");

  private final Map<String, Family> exported = Exposition.ofTheCatalogue().families();
  private final Map<String, Set<String>> derived = new HashMap<>();

  Vocabulary(List<Rule> rules) {
    derived.put("tidemark:threshold", Set.of("name"));
    Set<String> alerts = new TreeSet<>(Set.of("alertname", "alertstate", "severity"));
    exported.values().forEach(family -> alerts.addAll(family.labels()));
    alerts.addAll(TARGET);
    derived.put("ALERTS", alerts);
    derived.put("up", TARGET);
    for (Rule rule : rules) {
      if (!rule.alert() && !rule.name().equals("tidemark:threshold")) {
        Set<String> labels = derived.computeIfAbsent(rule.name(), name -> new TreeSet<>());
        labels.addAll(of(PromQl.of(rule.expr())));
        if (rule.name().equals("service:tidemark_stage:active")) {
          labels.add("stage");
        }
      }
    }
  }

  /** The labels of all that a query reads. */
  Set<String> of(PromQl query) {
    Set<String> labels = new TreeSet<>(query.made());
    query.selectors().forEach(series -> labels(series.name()).ifPresent(labels::addAll));
    return labels;
  }

  /** What does not fit in a query: names, labels, and rates of what is no counter. */
  List<String> wrong(String query) {
    PromQl asked = PromQl.of(query);
    List<String> wrong = new ArrayList<>();
    for (PromQl.Selector series : asked.selectors()) {
      Optional<Set<String>> labels = labels(series.name());
      if (labels.isEmpty()) {
        wrong.add("no such metric: " + series.name());
      } else {
        series.matched().stream()
            .filter(label -> !labels.get().contains(label))
            .forEach(label -> wrong.add(series.name() + " has no label " + label));
      }
    }
    Set<String> all = of(asked);
    asked.grouped().stream()
        .filter(label -> !all.contains(label))
        .forEach(label -> wrong.add("nothing here has a label " + label));
    asked.rated().stream()
        .filter(name -> exported(name).filter(family -> family.type().equals("gauge")).isPresent())
        .forEach(name -> wrong.add("a rate of a gauge: " + name));
    return wrong;
  }

  /** The labels of a series of this name; empty when there is none. */
  Optional<Set<String>> labels(String name) {
    Set<String> recorded = derived.get(name);
    if (recorded != null) {
      return Optional.of(recorded);
    }
    return exported(name)
        .map(
            family -> {
              Set<String> labels = new TreeSet<>(family.labels());
              labels.addAll(TARGET);
              if (name.endsWith("_bucket")) {
                labels.add("le");
              }
              return labels;
            });
  }

  /** The family of a sample: itself, or the histogram whose part it is. */
  Optional<Family> exported(String name) {
    for (String part : PARTS) {
      Family base = exported.get(name.replaceFirst(part + "$", ""));
      if (name.endsWith(part) && base != null && base.type().equals("histogram")) {
        return Optional.of(base);
      }
    }
    return Optional.ofNullable(exported.get(name));
  }
}
