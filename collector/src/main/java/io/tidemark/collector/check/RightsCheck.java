package io.tidemark.collector.check;

import io.tidemark.collector.discovery.HeldFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which processes may be looked into, and how far. */
final class RightsCheck {
  private static final int SYS_PTRACE = 19;
  private static final int SYS_ADMIN = 21;
  private static final int MIN_DESCRIPTORS = 1024;

  // PROC_PID_INIT_INO of linux/proc_ns.h: the one that the kernel began with.
  private static final String FIRST_PID_NAMESPACE = "pid:[4026531836]";
  private static final Pattern HIDEPID = Pattern.compile("hidepid=([1-9]\\w*|noaccess|invisible)");
  private static final Pattern DESCRIPTORS =
      Pattern.compile("(?m)^Max open files\\s+(\\d{1,18}|unlimited)\\s");

  private RightsCheck() {}

  static List<Finding> run(Place place) {
    Optional<String> status = place.proc("self/status");
    if (status.isEmpty()) {
      return List.of(
          Finding.limited(
              "processes",
              place.proc() + " shows no processes: only segments and what OSHI tells are seen",
              "on Linux mount procfs, or set --proc"));
    }
    long rights = hexadecimal(Place.field(status.get(), "CapEff").orElse("0"));
    List<Finding> findings = new ArrayList<>();
    findings.add(pids(place));
    findings.add(hidden(place, rights));
    findings.add(tracing(rights));
    findings.add(files());
    findings.add(descriptors(place.proc("self/limits").orElse("")));
    return findings;
  }

  private static Finding pids(Place place) {
    String namespace = place.link("self/ns/pid").orElse("");
    return namespace.equals(FIRST_PID_NAMESPACE)
        ? Finding.ok("pids", "the host's: every process can be found")
        : Finding.limited(
            "pids",
            "a pid namespace of its own: only its processes are found, other JVMs by their segments",
            "to see all of the host: hostPID: true (docker: --pid=host); of the pod:"
                + " shareProcessNamespace: true");
  }

  private static Finding hidden(Place place, long rights) {
    Matcher hidepid = HIDEPID.matcher(mount(place));
    return hidepid.find() && !has(rights, SYS_PTRACE)
        ? Finding.limited(
            "processes",
            "those of other users are hidden (" + hidepid.group() + ")",
            "mount -o remount,hidepid=0 /proc, or run as root, or in the group that its gid= names")
        : Finding.ok("processes", "none is hidden (hidepid)");
  }

  private static String mount(Place place) {
    String middle = " " + place.proc() + " proc ";
    return place
        .proc("self/mounts")
        .flatMap(mounts -> mounts.lines().filter(line -> line.contains(middle)).findFirst())
        .orElse("");
  }

  private static Finding tracing(long rights) {
    return has(rights, SYS_PTRACE)
        ? Finding.ok("rights", "SYS_PTRACE: containers of every user can be looked into")
        : Finding.limited(
            "rights",
            "no SYS_PTRACE: only processes of this user can be looked into",
            "run as root, or add the capability SYS_PTRACE (docker: --cap-add), if JVMs run as"
                + " other users");
  }

  private static Finding files() {
    return HeldFile.possible()
        ? Finding.ok("containers", "files in them can be opened safely, by native code")
        : Finding.limited(
            "containers",
            "their files are not read: no native code can be loaded",
            "use an image with glibc, and a java.io.tmpdir that is not mounted noexec");
  }

  private static Finding descriptors(String limits) {
    Matcher matcher = DESCRIPTORS.matcher(limits);
    String found = matcher.find() ? matcher.group(1) : "unknown";
    boolean few = found.matches("\\d{1,18}") && Long.parseLong(found) < MIN_DESCRIPTORS;
    return few
        ? Finding.limited(
            "descriptors",
            found + " for the collector, expected " + MIN_DESCRIPTORS,
            "ulimit -n " + MIN_DESCRIPTORS + "; systemd: LimitNOFILE=" + MIN_DESCRIPTORS)
        : Finding.ok("descriptors", found + " for the collector");
  }

  /** Whether the collector may enter other network namespaces. */
  static boolean mayEnter(Place place) {
    String status = place.proc("self/status").orElse("");
    return has(hexadecimal(Place.field(status, "CapEff").orElse("0")), SYS_ADMIN);
  }

  private static boolean has(long rights, int capability) {
    return (rights >> capability & 1) == 1;
  }

  private static long hexadecimal(String text) {
    return text.matches("[0-9a-f]{1,16}") ? Long.parseUnsignedLong(text, 16) : 0;
  }
}
