package io.tidemark.agent.dial;

import io.tidemark.agent.record.Ledger;
import io.tidemark.agent.record.Slot;
import io.tidemark.segment.Column;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.Row;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Charges dials, and the connections that come of them, to the request that dialled and to the
 * destination. A socket is told by the object that stands for it in the JDK or in Netty; those that
 * nobody dialled are not known here. Thread-safe, and takes no lock of its own.
 */
public final class DialRecorder {
  private final Ledger ledger;
  private final Destinations destinations;
  private final Connections connections = new Connections();

  public DialRecorder(Ledger ledger) {
    this.ledger = ledger;
    this.destinations = new Destinations(ledger);
    rehearse();
  }

  // So that every class is there before the JDK's sockets need them.
  private void rehearse() {
    Object socket = new Object();
    Connection connection = new Connection(destinations.other(), destinations.other(), 0);
    connections.put(socket, connection);
    connections.get(socket);
    connections.remove(socket);
  }

  /** A connect begins. */
  public void started(Object socket, @Nullable Object remote) {
    if (remote instanceof InetSocketAddress address && address.getAddress() != null) {
      started(socket, address.getAddress(), address.getPort());
    }
  }

  /** A connect begins. */
  public void started(Object socket, InetAddress address, int port) {
    Row cause = ledger.rowOf(Slot.current().request());
    Row destination = destinations.row(address, port);
    count(cause, destination);
    Connection connection = new Connection(cause, destination, System.nanoTime());
    if (!connections.put(socket, connection)) {
      ledger.failed();
    }
  }

  private void count(Row cause, Row destination) {
    ledger.add(cause, Column.DIALS, 1);
    ledger.add(destination, Column.DESTINATION_DIALS, 1);
  }

  private void count(Row cause, Row destination, Column error) {
    ledger.add(cause, error, 1);
    ledger.add(destination, error.ofDestination(), 1);
  }

  /** A connect has succeeded. */
  public void succeeded(Object socket) {
    Connection connection = connections.get(socket);
    if (connection != null) {
      long nowNs = System.nanoTime();
      if (connection.open(nowNs)) {
        dialled(connection, nowNs);
      }
    }
  }

  /** A connect has failed. */
  public void failed(Object socket, @Nullable Throwable failure) {
    Connection connection = connections.get(socket);
    if (connection != null && connection.fail()) {
      connections.remove(socket);
      failed(connection, DialError.ofConnect(failure));
    }
  }

  private void failed(Connection connection, Column error) {
    count(connection.cause(), connection.destination(), error);
    dialled(connection, System.nanoTime());
  }

  private void dialled(Connection connection, long nowNs) {
    long elapsedNs = connection.dialNs(nowNs);
    Row destination = connection.destination();
    ledger.add(connection.cause(), Column.DIAL_NS, elapsedNs);
    ledger.add(destination, Column.DESTINATION_DIAL_NS, elapsedNs);
    ledger.record(destination, Histogram.DIAL_DURATION, Histogram.durationTicks(elapsedNs));
  }

  /** A bind has failed, of a socket that was to dial: there will be no connect. */
  public void bindFailed(@Nullable Throwable failure) {
    if (failure instanceof BindException) {
      countFailedBind(failure);
    }
  }

  private void countFailedBind(Throwable failure) {
    Row cause = ledger.rowOf(Slot.current().request());
    count(cause, destinations.other());
    count(cause, destinations.other(), DialError.ofBind(failure));
  }

  /** A connect of Netty's begins. */
  public void nettyStarted(Object socket, @Nullable Object remote, Object channel) {
    if (NettyChannel.isTcp(channel)) {
      started(socket, remote);
    }
  }

  /** A bind of Netty's has failed, or the connect after it. */
  public void nettyBindFailed(@Nullable Throwable failure, Object channel) {
    if (failure != null && NettyChannel.isTcp(channel) && NettyChannel.isOfBind(failure)) {
      countFailedBind(failure);
    }
  }

  /** A read has found that the peer has closed its side, or any call that it is gone. */
  public void closedByPeer(Object socket) {
    Connection connection = connections.get(socket);
    if (connection != null) {
      connection.closedThere();
    }
  }

  /** This side begins to close a socket, or closes its half. */
  public void shut(Object socket) {
    Connection connection = connections.get(socket);
    if (connection != null) {
      connection.closedHere();
    }
  }

  /** A socket is closed. */
  public void closed(Object socket) {
    Connection connection = connections.remove(socket);
    if (connection == null) {
      return;
    }
    if (connection.close()) {
      connection.closedHere();
      count(connection, System.nanoTime());
    } else if (connection.fail()) {
      // Given up before there was an answer: how long to wait was the service's own business.
      failed(connection, Column.DIAL_TIMED_OUT);
    }
  }

  private void count(Connection connection, long nowNs) {
    boolean local = connection.isLocallyClosed();
    long lifeNs = connection.lifeNs(nowNs);
    ledger.add(connection.cause(), local ? Column.CLOSED_LOCAL : Column.CLOSED_REMOTE, 1);
    ledger.add(connection.cause(), Column.CONNECTION_NS, lifeNs);
    Row destination = connection.destination();
    ledger.add(
        destination, local ? Column.DESTINATION_CLOSED_LOCAL : Column.DESTINATION_CLOSED_REMOTE, 1);
    ledger.add(destination, Column.DESTINATION_LIFETIME_NS, lifeNs);
    ledger.record(destination, Histogram.CONNECTION_DURATION, Histogram.durationTicks(lifeNs));
  }
}
