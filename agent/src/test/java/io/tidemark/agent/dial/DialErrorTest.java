package io.tidemark.agent.dial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.segment.Column;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialErrorTest {
  private static final List<IOException> FAILURES =
      List.of(
          new BindException("Address already in use"),
          new BindException("Cannot assign requested address"),
          new BindException("Permission denied"),
          new BindException("Die Adresse wird bereits verwendet"),
          new BindException(),
          new ConnectException("Connection refused"),
          new ConnectException("Connection timed out"),
          new SocketTimeoutException("Connect timed out"),
          new NoRouteToHostException("No route to host"),
          new SocketException("Network is unreachable"),
          new SocketException("Connection reset by peer"),
          new SocketException("Too many open files"),
          new IOException());

  @Test
  void namesFailuresOfConnectsByTypeAndText() {
    List<Column> columns = new ArrayList<>();
    FAILURES.forEach(failure -> columns.add(DialError.ofConnect(failure)));
    assertEquals(
        List.of(
            Column.DIAL_ADDRESS_ALREADY_IN_USE,
            Column.DIAL_ADDRESS_NOT_AVAILABLE,
            Column.DIAL_OTHER,
            Column.DIAL_ADDRESS_NOT_AVAILABLE,
            Column.DIAL_ADDRESS_NOT_AVAILABLE,
            Column.DIAL_CONNECTION_REFUSED,
            Column.DIAL_TIMED_OUT,
            Column.DIAL_TIMED_OUT,
            Column.DIAL_UNREACHABLE,
            Column.DIAL_UNREACHABLE,
            Column.DIAL_CONNECTION_RESET,
            Column.DIAL_OTHER,
            Column.DIAL_OTHER),
        columns);
  }

  @Test
  void namesFailuresOfBindsByText() {
    List<Column> columns = new ArrayList<>();
    FAILURES.subList(0, 5).forEach(failure -> columns.add(DialError.ofBind(failure)));
    assertEquals(
        List.of(
            Column.DIAL_ADDRESS_ALREADY_IN_USE,
            Column.DIAL_ADDRESS_NOT_AVAILABLE,
            Column.DIAL_OTHER,
            Column.DIAL_ADDRESS_ALREADY_IN_USE,
            Column.DIAL_ADDRESS_ALREADY_IN_USE),
        columns);
  }
}
