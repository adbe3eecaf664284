package io.tidemark.collector.netns;

import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.socket.NamespaceException.Reason;
import io.tidemark.segment.Label;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The network namespaces of the JVMs, each once, without the collector's own.
 *
 * <p>A namespace is called after a JVM in it: {@code <service>/<instance>}, which outlives the
 * JVM's restarts. It is the first of those that are there when the namespace is found, and it stays
 * its name while any JVM is in there, unless the JVM with that name is seen in another one. At most
 * {@link #MAX} are kept, those that are known before those that are new.
 *
 * <p>Not thread-safe.
 */
public final class Namespaces implements Closeable {
  /** The label of the namespace that the collector runs in. */
  public static final String OWN = "host";

  /** So many are told apart and read. */
  public static final int MAX = 64;

  private static final int MAX_LABEL_BYTES = 200;

  private final Path proc;
  private final Doors doors;
  private final LongSupplier nanoClock;
  private final NamespaceIds ids;
  private final Map<String, NetNamespace> open = new LinkedHashMap<>();
  private List<Unreadable> unreadable = List.of();

  /**
   * Namespaces that cannot be read at all.
   *
   * @param label value of {@code tidemark.net.namespace}: {@link Label#OTHER} for several
   * @param count how many they are
   */
  public record Unreadable(String label, Reason reason, long count) {}

  /**
   * Looks nowhere yet.
   *
   * @param proc the root of procfs
   * @param nanoClock monotonic, in nanoseconds
   */
  public Namespaces(Path proc, Doors doors, LongSupplier nanoClock) {
    this.proc = proc;
    this.doors = doors;
    this.nanoClock = nanoClock;
    this.ids = new NamespaceIds(proc);
  }

  /** Those of the last look. */
  public List<NetNamespace> open() {
    return List.copyOf(open.values());
  }

  /** What of the last look cannot be read at all. */
  public List<Unreadable> unreadable() {
    return unreadable;
  }

  /**
   * Finds the namespaces of these JVMs, closes those that are without one now, and visits those
   * that it is time for.
   */
  public void look(List<Jvm> jvms) {
    NamespaceIds.Groups groups = ids.group(jvms);
    closeAllBut(groups.members());
    int tooMany = 0;
    for (Map.Entry<String, List<Jvm>> group : groups.members().entrySet()) {
      if (open.containsKey(group.getKey()) || open.size() < MAX) {
        follow(group.getKey(), group.getValue());
      } else {
        tooMany++;
      }
    }
    unreadable = unreadable(groups.hidden(), tooMany);
    open.values().forEach(namespace -> namespace.visit(nanoClock.getAsLong()));
  }

  private void closeAllBut(Map<String, List<Jvm>> members) {
    Map<String, String> homes = new LinkedHashMap<>();
    members.forEach((identity, jvms) -> jvms.forEach(jvm -> homes.put(label(jvm), identity)));
    List<NetNamespace> gone = new ArrayList<>();
    for (NetNamespace namespace : open.values()) {
      String identity = namespace.identity();
      boolean ownName = homes.getOrDefault(namespace.label(), identity).equals(identity);
      if (!members.containsKey(identity) || !ownName) {
        gone.add(namespace);
      }
    }
    for (NetNamespace namespace : gone) {
      open.remove(namespace.identity());
      namespace.close();
    }
  }

  private void follow(String identity, List<Jvm> members) {
    NetNamespace namespace =
        open.computeIfAbsent(
            identity,
            found -> new NetNamespace(proc, found, freeLabel(members), pid(members), doors));
    namespace.lookThrough(pid(members));
  }

  private static long pid(List<Jvm> members) {
    return members.get(0).pid().orElseThrow();
  }

  // Cleaning may make two names one; then a number tells them apart.
  private String freeLabel(List<Jvm> members) {
    Set<String> taken = new HashSet<>();
    open.values().forEach(namespace -> taken.add(namespace.label()));
    String label = label(members.get(0));
    String free = label;
    for (int number = 2; taken.contains(free); number++) {
      free = label + "#" + number;
    }
    return free;
  }

  private static String label(Jvm jvm) {
    return Label.clean(jvm.source().service() + "/" + jvm.source().instance(), MAX_LABEL_BYTES);
  }

  private static List<Unreadable> unreadable(List<Jvm> hidden, int tooMany) {
    Map<String, Long> denied = new LinkedHashMap<>();
    for (Jvm jvm : hidden) {
      denied.merge(denied.size() < MAX ? label(jvm) : Label.OTHER, 1L, Long::sum);
    }
    List<Unreadable> all = new ArrayList<>();
    denied.forEach((label, count) -> all.add(new Unreadable(label, Reason.PROC_DENIED, count)));
    if (tooMany > 0) {
      all.add(new Unreadable(Label.OTHER, Reason.TOO_MANY, tooMany));
    }
    return all;
  }

  @Override
  public void close() {
    open.values().forEach(NetNamespace::close);
    open.clear();
  }
}
