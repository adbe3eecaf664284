package io.tidemark.collector.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The messages of Linux' sock_diag: builds the request for a dump of TCP sockets and parses the
 * answer. All numbers are in the machine's byte order, but ports and addresses in the network's.
 *
 * <pre>
 *  message   0   4  length, of all the message     answer  16   1  family: 2 IPv4, 10 IPv6
 *            4   2  type                                   17   1  state
 *            6   2  flags                                  20   2  local port
 *            8   4  sequence                               18   1  timer: 3 for TIME_WAIT's
 *           12   4  port                                   22   2  peer port
 *  request  16   1  family                                 24  16  local address
 *           17   1  protocol                               40  16  peer address
 *           20   4  states, one bit each                   68   4  milliseconds left of the timer
 *           72      end                                    72   4  queue to read, and
 *                                                          76   4  to write; of a listening
 *                                                                  socket its use and its limit
 *                                                          88      end
 * </pre>
 *
 * <p>A dump is no snapshot. Where sockets come and go meanwhile, some are missed and some are told
 * twice, whether the kernel marks its answer as interrupted (the flag 0x10) or not; to ask again
 * would only find others.
 *
 * <p>Source: Linux, {@code netlink.h} and {@code inet_diag.h}.
 */
final class InetDiag {
  static final byte IPV4 = 2;
  static final byte IPV6 = 10;

  static final int LISTENING = 1 << 10;
  static final int ALL_BUT_LISTENING = 0x1fff & ~LISTENING & ~1;

  private static final int TYPE_OFFSET = 4;
  private static final int FLAGS_OFFSET = 6;
  private static final int SEQUENCE_OFFSET = 8;
  private static final int HEADER_BYTES = 16;
  private static final int FAMILY_OFFSET = 16;
  private static final int PROTOCOL_OFFSET = 17;
  private static final int STATE_OFFSET = 17;
  private static final int TIMER_OFFSET = 18;
  private static final int STATES_OFFSET = 20;
  private static final int LOCAL_PORT_OFFSET = 20;
  private static final int PEER_PORT_OFFSET = 22;
  private static final int LOCAL_OFFSET = 24;
  private static final int PEER_OFFSET = 40;
  private static final int EXPIRES_OFFSET = 68;
  private static final int READ_QUEUE_OFFSET = 72;
  private static final int WRITE_QUEUE_OFFSET = 76;
  private static final int REQUEST_BYTES = 72;
  private static final int ANSWER_BYTES = 88;

  private static final short SOCK_DIAG_BY_FAMILY = 20;
  private static final short DUMP_REQUEST = 0x301;
  private static final byte TCP = 6;
  private static final byte TIME_WAIT_TIMER = 3;
  private static final short ERROR = 2;
  private static final short DONE = 3;

  private InetDiag() {}

  /** A request for the sockets of one family that are in one of the states. */
  static ByteBuffer request(int sequence, byte family, int states) {
    ByteBuffer request = ByteBuffer.allocateDirect(REQUEST_BYTES).order(ByteOrder.nativeOrder());
    fill(request, sequence, family, states);
    return request;
  }

  /** Makes a request that was made before another one. */
  static void fill(ByteBuffer request, int sequence, byte family, int states) {
    request.putInt(0, REQUEST_BYTES);
    request.putShort(TYPE_OFFSET, SOCK_DIAG_BY_FAMILY);
    request.putShort(FLAGS_OFFSET, DUMP_REQUEST);
    request.putInt(SEQUENCE_OFFSET, sequence);
    request.put(FAMILY_OFFSET, family);
    request.put(PROTOCOL_OFFSET, TCP);
    request.putInt(STATES_OFFSET, states);
  }

  /**
   * Parses one datagram of the answer, from 0 to its limit, and tells its sockets.
   *
   * @param sequence that of the request; what answers another one is passed over
   * @return whether the answer is complete
   * @throws IOException when the kernel refused, or the message contradicts itself
   */
  static boolean parse(ByteBuffer datagram, int sequence, SocketSink sink) throws IOException {
    datagram.order(ByteOrder.nativeOrder());
    int message = 0;
    while (datagram.limit() - message >= HEADER_BYTES) {
      int length = datagram.getInt(message);
      if (length < HEADER_BYTES || length > datagram.limit() - message) {
        throw new IOException("sock_diag: a message of " + length + " bytes in " + datagram);
      }
      if (datagram.getInt(message + SEQUENCE_OFFSET) == sequence) {
        short type = datagram.getShort(message + TYPE_OFFSET);
        if (type == DONE) {
          return true;
        }
        if (type == ERROR) {
          throw new IOException("sock_diag: refused with error " + error(datagram, message));
        }
        if (type == SOCK_DIAG_BY_FAMILY && length >= ANSWER_BYTES) {
          tell(datagram, message, sink);
        }
      }
      // An int overflow is out of reach: length is at most the datagram's.
      message += (length + 3) & ~3;
    }
    return false;
  }

  private static int error(ByteBuffer datagram, int message) {
    return datagram.limit() - message >= HEADER_BYTES + Integer.BYTES
        ? -datagram.getInt(message + HEADER_BYTES)
        : 0;
  }

  private static void tell(ByteBuffer datagram, int message, SocketSink sink) {
    boolean ipv6 = datagram.get(message + FAMILY_OFFSET) == IPV6;
    TcpState state = TcpState.ofLinux(datagram.get(message + STATE_OFFSET));
    long localHigh = ipv6 ? bigEndian(datagram, message + LOCAL_OFFSET) : 0;
    long localLow = low(datagram, message + LOCAL_OFFSET, ipv6);
    int localPort = port(datagram, message + LOCAL_PORT_OFFSET);
    if (state == TcpState.LISTEN) {
      int waiting = positive(datagram.getInt(message + READ_QUEUE_OFFSET));
      int limit = positive(datagram.getInt(message + WRITE_QUEUE_OFFSET));
      sink.listening(localHigh, localLow, localPort, waiting, limit);
      return;
    }
    boolean ending = datagram.get(message + TIMER_OFFSET) == TIME_WAIT_TIMER;
    sink.socket(
        state,
        localHigh,
        localLow,
        localPort,
        ipv6 ? bigEndian(datagram, message + PEER_OFFSET) : 0,
        low(datagram, message + PEER_OFFSET, ipv6),
        port(datagram, message + PEER_PORT_OFFSET),
        ending ? positive(datagram.getInt(message + EXPIRES_OFFSET)) : SocketSink.UNKNOWN);
  }

  /** An unsigned number, cut at the largest int. */
  private static int positive(int unsigned) {
    return unsigned < 0 ? Integer.MAX_VALUE : unsigned;
  }

  private static long low(ByteBuffer datagram, int offset, boolean ipv6) {
    return ipv6
        ? bigEndian(datagram, offset + Long.BYTES)
        : Address.mapped((int) (bigEndian(datagram, offset) >>> 32));
  }

  private static long bigEndian(ByteBuffer datagram, int offset) {
    long value = datagram.getLong(offset);
    return datagram.order() == ByteOrder.BIG_ENDIAN ? value : Long.reverseBytes(value);
  }

  private static int port(ByteBuffer datagram, int offset) {
    return ((datagram.get(offset) & 0xff) << 8) | (datagram.get(offset + 1) & 0xff);
  }
}
