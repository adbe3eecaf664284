package io.tidemark.collector.signal;

import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.life.LifeWatch;
import io.tidemark.collector.life.Tally;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import io.tidemark.collector.who.Death;
import io.tidemark.collector.who.Exit;
import io.tidemark.collector.who.ReportRow;
import io.tidemark.segment.Metric;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * How the JVMs of each service ended, how often they were started again, how many processes the
 * kernel killed for memory, and who was heaviest before the last end. Counts since the collector
 * started, also while no JVM of a service lives.
 */
final class KillSignal implements Signal {
  private static final List<Exit> ALWAYS = List.of(Exit.CLEAN, Exit.UNCLEAN, Exit.OOM_KILL);

  private final Supplier<List<Jvm>> jvms;
  private final JvmCgroups cgroups;
  private final Source host;
  private final LifeWatch lives;
  private final Clock clock;

  KillSignal(
      Supplier<List<Jvm>> jvms, JvmCgroups cgroups, Source host, LifeWatch lives, Clock clock) {
    this.jvms = jvms;
    this.cgroups = cgroups;
    this.host = host;
    this.lives = lives;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "kills";
  }

  @Override
  public void sample(Consumer<Sample> out) {
    lives.look(jvms.get(), jvm -> cgroups.of(jvm).memory(), clock.millis());
    lives
        .hostOomKills()
        .ifPresent(kills -> new Report(out, host).count(Metric.HOST_OOM_KILLS, kills));
    for (Tally tally : lives.tallies()) {
      Report report = new Report(out, tally.source());
      if (lives.hostOomKills().isPresent() || tally.oomKills() > 0) { // else nothing is known
        report.count(Metric.OOM_KILLS, tally.oomKills());
      }
      sample(report, tally);
    }
  }

  private static void sample(Report report, Tally tally) {
    for (Exit exit : Exit.values()) {
      if (tally.exits(exit) > 0 || ALWAYS.contains(exit)) {
        report.count(Metric.EXITS, tally.exits(exit), exit.label());
      }
    }
    report.count(Metric.RESTARTS, tally.restarts());
    tally.intervalMs().ifPresent(ms -> report.value(Metric.RESTART_INTERVAL, ms / 1e3));
    tally.lastDeath().ifPresent(death -> lastDeath(report, death));
  }

  private static void lastDeath(Report report, Death death) {
    Optional<ReportRow> heaviest = death.heaviest();
    death
        .endEpochMs()
        .ifPresent(
            ms ->
                report.value(
                    Metric.LAST_DEATH,
                    ms / 1e3,
                    death.exit().label(),
                    heaviest.map(ReportRow::client).orElse(""),
                    heaviest.map(ReportRow::method).orElse("")));
  }

  @Override
  public List<String> unsupported() {
    return lives.hostOomKills().isEmpty() ? List.of("oom_kills_missing") : List.of();
  }
}
