/**
 * The pauses of the JVM's garbage collectors, for JVMs that nobody can see into from outside.
 *
 * <p>HotSpot shares its counters in the file {@code /tmp/hsperfdata_<user>/<pid>}, unless {@code
 * -XX:-UsePerfData} or {@code -XX:+PerfDisableSharedMem} keep it from that, or {@code /tmp} cannot
 * be written, or the user has no name. Only then {@link io.tidemark.agent.gc.GcReports} listens to
 * the notifications of {@code java.management}, whose waking takes 25 to 75 ms of one core (JDK 25
 * and 17): seconds after the start, on a thread of its own that ends when it listens. From then on
 * a thread of the JVM tells the pauses to {@link io.tidemark.agent.gc.GcPauses}, which is the only
 * class here that needs the modules {@code java.management} and {@code jdk.management}; without
 * them nothing is reported.
 *
 * <p>Collectors have the names of their management beans, such as {@code G1 Young Generation},
 * which OpenTelemetry uses too and HotSpot's counters do not. Of beans for pauses and for cycles
 * (ZGC, Shenandoah) only the former count. The JVM tells totals and single pauses to the
 * millisecond; one that is shorter is told as 0, and counts as half a millisecond in the histogram
 * and as what it was in the total. Before JDK 20 no bean has G1's remark and cleanup pauses.
 */
@NullMarked
package io.tidemark.agent.gc;

import org.jspecify.annotations.NullMarked;
