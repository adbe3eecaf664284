package io.tidemark.agent.gc;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import io.tidemark.agent.record.Ledger;
import io.tidemark.segment.PauseWriter;
import io.tidemark.segment.SegmentWriter;
import java.lang.management.ManagementFactory;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Writes each pause that the JVM tells into the segment. The JVM tells them one after the other, on
 * a thread of its own, soon after each has ended; this neither blocks nor throws there.
 */
final class GcPauses implements NotificationListener {
  // Work beside the running threads, of ZGC and Shenandoah, which have other beans for pauses.
  private static final String NOT_PAUSES = "Cycles";
  private static final long NS_PER_MS = 1_000_000;

  /** What a pause counts as that the JVM tells as 0 ms. */
  private static final long SHORT_NS = NS_PER_MS / 2;

  private final SegmentWriter segment;
  private final Ledger ledger;

  GcPauses(SegmentWriter segment, Ledger ledger) {
    this.segment = segment;
    this.ledger = ledger;
  }

  /** Counts what was before, and listens. */
  void start() {
    for (java.lang.management.GarbageCollectorMXBean bean :
        ManagementFactory.getGarbageCollectorMXBeans()) {
      if (bean instanceof GarbageCollectorMXBean collector
          && bean instanceof NotificationEmitter emitter
          && !bean.getName().endsWith(NOT_PAUSES)) {
        PauseWriter pauses = segment.pauses(bean.getName());
        if (pauses != null) {
          emitter.addNotificationListener(this, null, new Collector(collector, pauses));
        }
      }
    }
    segment.reportPauses();
  }

  void stop() {
    for (java.lang.management.GarbageCollectorMXBean bean :
        ManagementFactory.getGarbageCollectorMXBeans()) {
      if (bean instanceof NotificationEmitter emitter) {
        try {
          emitter.removeNotificationListener(this);
        } catch (ListenerNotFoundException e) {
          // One of those that are not listened to.
        }
      }
    }
  }

  @Override
  public void handleNotification(Notification notification, Object collector) {
    try {
      if (notification.getUserData() instanceof CompositeData data) {
        GcInfo info = GarbageCollectionNotificationInfo.from(data).getGcInfo();
        ((Collector) collector).ended(info, notification.getTimeStamp());
      }
    } catch (Throwable e) {
      ledger.failed();
    }
  }

  /** One collector. The JVM numbers its pauses from 1 on, so that none counts twice or is lost. */
  private static final class Collector {
    private final GarbageCollectorMXBean bean;
    private final PauseWriter pauses;
    private long totalNs;

    Collector(GarbageCollectorMXBean bean, PauseWriter pauses) {
      this.bean = bean;
      this.pauses = pauses;
      long before = bean.getCollectionCount();
      total();
      if (before > 0) {
        pauses.count(before, orShort(totalNs / before));
      }
    }

    private void total() {
      totalNs = bean.getCollectionTime() * NS_PER_MS;
      pauses.total(totalNs);
    }

    void ended(GcInfo info, long endEpochMs) {
      long missed = info.getId() - 1 - pauses.pauses();
      if (missed < 0) {
        return; // it ended before its collector was first asked
      }
      long durationNs = orShort(info.getDuration() * NS_PER_MS);
      long beforeNs = totalNs;
      total();
      if (missed > 0) {
        pauses.count(missed, orShort((totalNs - beforeNs - durationNs) / missed));
      }
      pauses.pause(endEpochMs - info.getDuration(), durationNs);
    }

    private static long orShort(long durationNs) {
      return Math.max(SHORT_NS, durationNs);
    }
  }
}
