package io.tidemark.collector.netns;

import io.tidemark.collector.jvm.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which network namespace each JVM is in.
 *
 * <p>{@code /proc/PID/ns/net} says it, to those who may trace the process. Everybody else can still
 * tell namespaces apart, because each has files of its own behind {@code /proc/PID/net}: what such
 * a JVM is in is known by their number there, and by its right name when that is known of another
 * process in it.
 */
final class NamespaceIds {
  private static final String OWN = "self";

  private final Path proc;
  private Optional<String> own = Optional.empty();

  /**
   * Reads nothing yet.
   *
   * @param proc the root of procfs
   */
  NamespaceIds(Path proc) {
    this.proc = proc;
  }

  /**
   * JVMs by the namespace that they are in, other than the collector's own.
   *
   * @param members by identity, each in the given order
   * @param hidden those of which it cannot be said
   */
  record Groups(Map<String, List<Jvm>> members, List<Jvm> hidden) {}

  /** Groups the JVMs whose process is known and there. Without procfs there are no groups. */
  Groups group(List<Jvm> jvms) {
    own = own.isPresent() ? own : link(OWN); // the collector stays where it is
    Map<Long, String> identities = new HashMap<>();
    List<Jvm> untraceable = new ArrayList<>();
    for (Jvm jvm : own.isPresent() ? jvms : List.<Jvm>of()) {
      if (jvm.pid().isPresent()) {
        try {
          identities.put(pid(jvm), readLink(process(jvm)));
        } catch (IOException e) {
          boolean ended = e instanceof NoSuchFileException;
          untraceable.addAll(ended ? List.of() : List.of(jvm));
        }
      }
    }
    List<Jvm> hidden =
        untraceable.isEmpty() ? List.of() : byFiles(untraceable, identities, own.orElseThrow());
    own.ifPresent(identity -> identities.values().removeIf(identity::equals));
    Map<String, List<Jvm>> members = new LinkedHashMap<>();
    for (Jvm jvm : jvms) {
      if (jvm.pid().isPresent() && identities.containsKey(pid(jvm))) {
        members.computeIfAbsent(identities.get(pid(jvm)), first -> new ArrayList<>()).add(jvm);
      }
    }
    return new Groups(members, hidden);
  }

  /** Adds what the files tell; returns the JVMs of which not even those are seen. */
  private List<Jvm> byFiles(List<Jvm> jvms, Map<Long, String> identities, String own) {
    Map<String, Long> witnesses = new HashMap<>();
    identities.forEach((pid, identity) -> witnesses.putIfAbsent(identity, pid));
    Map<String, String> known = new HashMap<>();
    witnesses.forEach(
        (identity, pid) -> file(pid.toString()).ifPresent(f -> known.put(f, identity)));
    file(OWN).ifPresent(file -> known.put(file, own));
    List<Jvm> hidden = new ArrayList<>();
    for (Jvm jvm : jvms) {
      Optional<String> file = file(process(jvm));
      if (file.isPresent()) {
        identities.put(pid(jvm), known.getOrDefault(file.get(), file.get()));
      } else {
        hidden.add(jvm);
      }
    }
    return hidden;
  }

  private static long pid(Jvm jvm) {
    return jvm.pid().orElseThrow();
  }

  private static String process(Jvm jvm) {
    return Long.toString(pid(jvm));
  }

  private Optional<String> link(String process) {
    try {
      return Optional.of(readLink(process));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private String readLink(String process) throws IOException {
    return Files.readSymbolicLink(proc.resolve(process).resolve("ns/net")).toString();
  }

  private Optional<String> file(String process) {
    try {
      Path file = proc.resolve(process).resolve("net/snmp");
      return Optional.of("snmp:" + Files.getAttribute(file, "unix:ino"));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }
}
