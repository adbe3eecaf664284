package io.tidemark.collector.netns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.sample.Source;
import io.tidemark.collector.socket.NamespaceException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which namespaces there are, and what they are called, on a host of files. */
final class NamespacesTest {
  private static final String OWN = "net:[1]";

  @TempDir private Path proc;
  private final List<Jvm> jvms = new ArrayList<>();
  private Namespaces namespaces;

  @BeforeEach
  void makeHost() throws IOException {
    process("self", OWN);
    namespaces = new Namespaces(proc, Doors.SHUT, () -> 0);
  }

  @Test
  void findsEachOnceAndNotTheCollectorsOwn() throws IOException {
    process("11", OWN);
    process("12", "net:[2]");
    process("13", "net:[3]");
    process("14", "net:[2]");
    jvms.addAll(List.of(jvm("a", 11), jvm("b", 12), jvm("c", 13), jvm("d", 14), jvm("e", 15)));
    jvms.add(new Jvm(source("f"), OptionalLong.empty(), none(), none(), List.of()));
    assertEquals(List.of("b/node-1 12", "c/node-1 13"), look());
  }

  @Test
  void keepsItsNameWhileAnyJvmIsInThere() throws IOException {
    process("12", "net:[2]");
    process("14", "net:[2]");
    jvms.addAll(List.of(jvm("b", 12), jvm("d", 14)));
    assertEquals(List.of("b/node-1 12"), look());
    NetNamespace namespace = namespaces.open().get(0);
    jvms.remove(0);
    assertEquals(List.of("b/node-1 14"), look());
    assertEquals(List.of(namespace), namespaces.open());
    jvms.clear();
    assertEquals(List.of(), look());
    jvms.add(jvm("d", 14));
    assertEquals(List.of("d/node-1 14"), look());
  }

  @Test
  void givesItsNameToWhereTheJvmOfThatNameIsNow() throws IOException {
    process("12", "net:[2]");
    process("14", "net:[2]");
    process("16", "net:[3]");
    jvms.addAll(List.of(jvm("b", 12), jvm("d", 14)));
    look();
    jvms.set(0, jvm("b", 16));
    assertEquals(List.of("b/node-1 16", "d/node-1 14"), look());
  }

  @Test
  void tellsNamesApartThatCleaningMadeOne() throws IOException {
    process("12", "net:[2]");
    process("13", "net:[3]");
    jvms.addAll(List.of(jvm("a b", 12), jvm("a_b", 13)));
    assertEquals(List.of("a_b/node-1 12", "a_b/node-1#2 13"), look());
    assertEquals(List.of("a_b/node-1 12", "a_b/node-1#2 13"), look());
  }

  @Test
  void readsAtMost64AndCountsTheRest() throws IOException {
    for (int i = 0; i < Namespaces.MAX + 3; i++) {
      process("" + (1000 + i), "net:[" + (2 + i) + "]");
      jvms.add(jvm("s" + (1000 + i), 1000 + i));
    }
    look();
    List<NetNamespace> first = namespaces.open();
    assertEquals(Namespaces.MAX, first.size());
    assertEquals(
        List.of(new Namespaces.Unreadable("other", Reason.TOO_MANY, 3)), namespaces.unreadable());
    process("12", "net:[999]");
    jvms.add(0, jvm("a", 12));
    look();
    assertEquals(first, namespaces.open());
    jvms.subList(1, 5).clear();
    look();
    assertEquals(Namespaces.MAX, namespaces.open().size());
    assertEquals(List.of(), namespaces.unreadable());
  }

  @Test
  void tellsThoseApartByTheirFilesWhoseLinkMayNotBeRead() throws IOException {
    process("11", OWN);
    process("12", "net:[2]");
    for (String untraceable : List.of("21", "22", "23", "24", "25")) {
      Files.createDirectories(proc.resolve(untraceable).resolve("ns/net")); // no link: refused
    }
    snmp("self", "21");
    snmp("12", "22");
    snmp("23", "24");
    jvms.addAll(List.of(jvm("a", 11), jvm("b", 12), jvm("c", 21), jvm("d", 22), jvm("e", 23)));
    jvms.addAll(List.of(jvm("f", 24), jvm("g", 25)));
    assertEquals(List.of("b/node-1 12", "e/node-1 23"), look());
    assertEquals(
        List.of(new Namespaces.Unreadable("g/node-1", Reason.PROC_DENIED, 1)),
        namespaces.unreadable());
  }

  @Test
  void findsNothingWithoutProcfs() throws IOException {
    process("12", "net:[2]");
    Files.delete(proc.resolve("self/ns/net"));
    jvms.add(jvm("b", 12));
    assertEquals(List.of(), look());
    assertEquals(List.of(), namespaces.unreadable());
  }

  @Test
  void saysThatItMayNotBeEntered() throws IOException {
    process("12", "net:[2]");
    jvms.add(jvm("b", 12));
    look();
    NetNamespace namespace = namespaces.open().get(0);
    assertEquals("[SETNS_DENIED]", namespace.unreadable().toString());
    namespace.failed(new IOException("of another kind"));
    assertEquals("[SETNS_DENIED, READ_FAILED]", namespace.unreadable().toString());
    assertEquals("[SETNS_DENIED]", namespace.unreadable().toString());
    assertEquals(Optional.empty(), namespace.settings());
    assertEquals(OptionalLong.empty(), namespace.timeWaitLimit());
    assertEquals("/proc/net/tcp", namespace.sockets().name());
  }

  private List<String> look() {
    namespaces.look(jvms);
    return namespaces.open().stream()
        .map(open -> open.label() + " " + proc.relativize(open.net()).getName(0))
        .sorted()
        .toList();
  }

  private void process(String pid, String namespace) throws IOException {
    Path link = proc.resolve(pid).resolve("ns/net");
    Files.createDirectories(Objects.requireNonNull(link.getParent()));
    Files.createSymbolicLink(link, Path.of(namespace));
  }

  /** Lets processes see the same files. */
  private void snmp(String pid, String other) throws IOException {
    for (String process : List.of(pid, other)) {
      Files.createDirectories(proc.resolve(process).resolve("net"));
    }
    Path file = Files.writeString(proc.resolve(pid).resolve("net/snmp"), "");
    Files.createLink(proc.resolve(other).resolve("net/snmp"), file);
  }

  private static Jvm jvm(String service, long pid) {
    return new Jvm(source(service), OptionalLong.of(pid), none(), none(), List.of());
  }

  private static Source source(String service) {
    return new Source(service, "node-1", 0, Map.of(), false);
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }
}
