package io.tidemark.collector.process;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * Part of {@code /proc/PID/status}. Source: proc(5) and {@code fs/proc/array.c}.
 *
 * <p>Its resident memory is right on machines with many processors too, where that of {@code stat}
 * may be tens of megabytes off, and needs no page size.
 *
 * @param threads of the process; the main thread's file tells it as those of the others do
 * @param residentBytes empty for a process that has ended
 * @param switches of the one thread whose file it is; the process's own are its threads' together
 */
record ProcStatus(long threads, OptionalLong residentBytes, Switches switches) {
  private static final String VOLUNTARY = "voluntary_ctxt_switches";
  private static final String INVOLUNTARY = "nonvoluntary_ctxt_switches";

  /** Parses the file's text. A newline in the process's name is escaped there. */
  static ProcStatus parse(String text) throws IOException {
    String resident = ProcText.field(text, "VmRSS");
    return new ProcStatus(
        ProcText.number(ProcText.field(text, "Threads"), "Threads"),
        resident.isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(ProcText.bytes(resident, "VmRSS")),
        switches(text));
  }

  /** The context switches alone, of a thread's file. */
  static Switches switches(String text) throws IOException {
    return new Switches(
        ProcText.number(ProcText.lastField(text, VOLUNTARY), VOLUNTARY),
        ProcText.number(ProcText.lastField(text, INVOLUNTARY), INVOLUNTARY));
  }
}
