package io.tidemark.agent.dial;

import io.tidemark.agent.record.Ledger;
import io.tidemark.segment.Label;
import io.tidemark.segment.Row;
import io.tidemark.segment.Table;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The rows of destinations. Remembers as many as have a row, each in the one place that its address
 * has here, so that a dial to one of them makes no text and looks for no name. Thread-safe, without
 * a lock.
 */
final class Destinations {
  private static final int PLACES_POWER = 8;

  private final Ledger ledger;
  private final Row other;
  private final AtomicReferenceArray<Known> places = new AtomicReferenceArray<>(1 << PLACES_POWER);

  Destinations(Ledger ledger) {
    this.ledger = ledger;
    this.other = ledger.row(Table.DESTINATIONS, Label.OTHER);
  }

  /** The row of dials whose destination is not known. */
  Row other() {
    return other;
  }

  /** The row of an address and port; that of 'other' while it is not among the heaviest. */
  Row row(InetAddress address, int port) {
    int place = place(address, port);
    Known known = places.get(place);
    if (known != null && known.port == port && known.address.equals(address)) {
      if (!known.row.isOther()) {
        return known.row;
      }
    } else {
      known = new Known(address, port, DestinationName.of(address, port), other);
    }
    // Each time, since each weighs for getting a row.
    Row row = ledger.row(Table.DESTINATIONS, known.name);
    places.set(place, new Known(address, port, known.name, row));
    return row;
  }

  private static int place(InetAddress address, int port) {
    int mixed = (31 * address.hashCode() + port) * 0x9E3779B9;
    return mixed >>> (Integer.SIZE - PLACES_POWER);
  }

  private record Known(InetAddress address, int port, String name, Row row) {}
}
