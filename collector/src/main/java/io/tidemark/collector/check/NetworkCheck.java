package io.tidemark.collector.check;

import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.socket.PortRange;
import io.tidemark.collector.socket.SockDiag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sockets: how they can be read, here and where the JVMs are, and how many ports there are. */
final class NetworkCheck {
  private static final int FEW_PORTS = 16_384;

  private NetworkCheck() {}

  static List<Finding> run(Place place, List<Jvm> jvms) {
    if (place.proc("self/status").isEmpty()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(sockets(place));
    findings.add(namespaces(place, jvms));
    findings.add(ports(place));
    findings.add(reuse(place));
    return findings;
  }

  private static Finding sockets(Place place) {
    try {
      SockDiag.open();
      return Finding.ok("sockets", "by sock_diag");
    } catch (IOException e) {
      boolean tables = place.proc("self/net/sockstat").isPresent();
      String cure = "allow netlink in the seccomp profile; modprobe tcp_diag; use a glibc image";
      return tables
          ? Finding.limited("sockets", "from /proc/net, dearer: " + e.getMessage(), cure)
          : Finding.missing("sockets", "neither sock_diag nor /proc/net can be read", cure);
    }
  }

  private static Finding namespaces(Place place, List<Jvm> jvms) {
    String own = place.link("self/ns/net").orElse("");
    Map<String, Long> others = new TreeMap<>();
    int hidden = 0;
    for (Jvm jvm : jvms) {
      if (jvm.pid().isPresent()) {
        long pid = jvm.pid().getAsLong();
        Optional<String> namespace = place.link(pid + "/ns/net");
        hidden += namespace.isEmpty() ? 1 : 0;
        namespace.filter(id -> !id.equals(own)).ifPresent(id -> others.put(id, pid));
      }
    }
    if (hidden > 0) {
      return Finding.limited(
          "namespaces",
          "whose network " + hidden + " JVMs are in is hidden",
          "run as their user or as root, with SYS_PTRACE");
    }
    boolean enters = others.isEmpty() || RightsCheck.mayEnter(place);
    String found = "JVMs are in " + others.size() + " network namespaces besides the collector's";
    if (enters) {
      return Finding.ok("namespaces", found);
    }
    boolean readable =
        others.values().stream().allMatch(pid -> place.proc(pid + "/net/sockstat").isPresent());
    return Finding.limited(
        "namespaces",
        found
            + (readable ? ", read from /proc/PID/net without their port range" : ", not readable"),
        "run as root with SYS_ADMIN to enter them, or one collector in each pod");
  }

  private static Finding ports(Place place) {
    try {
      Optional<PortRange> range = PortRange.read(place.proc());
      if (range.isEmpty()) {
        return Finding.limited("ports", "the range for outbound connections is not known", "");
      }
      int ports = range.get().available();
      String found =
          "%d to %d, %d for each destination: %d dials a second last for ever"
              .formatted(range.get().first(), range.get().last(), ports, ports / 60);
      return ports >= FEW_PORTS
          ? Finding.ok("ports", found)
          : Finding.limited("ports", found, "sysctl net.ipv4.ip_local_port_range='10240 65535'");
    } catch (IOException e) {
      return Finding.limited("ports", String.valueOf(e.getMessage()), "");
    }
  }

  private static Finding reuse(Place place) {
    return place
        .proc("sys/net/ipv4/tcp_tw_reuse")
        .map(String::strip)
        .map(
            value ->
                switch (value) {
                  case "0" ->
                      Finding.limited(
                          "tcp_tw_reuse",
                          "0: a port in TIME_WAIT is lost for 60 s, even towards the same host",
                          "sysctl net.ipv4.tcp_tw_reuse=1, or 2 for loopback alone");
                  case "1" -> Finding.ok("tcp_tw_reuse", "1: for every destination");
                  default -> Finding.ok("tcp_tw_reuse", value + ": for loopback alone");
                })
        .orElseGet(() -> Finding.limited("tcp_tw_reuse", "not known", ""));
  }
}
