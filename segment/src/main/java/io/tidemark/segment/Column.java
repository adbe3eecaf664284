package io.tidemark.segment;

/**
 * The counters of one ledger row, in the order in which they stand in the file. They only grow.
 *
 * <p>{@link #ENDED} stands before {@link #STARTED}: a reader copies upwards, so that it sees the
 * end of a request only together with its beginning, and requests in flight are never negative. The
 * five that every request moves share one cache line.
 */
public enum Column {
  /** Requests that ended, well or not. */
  ENDED,
  /** Requests that began. */
  STARTED,
  /** Time of ended requests, in nanoseconds. */
  DURATION_NS,
  /** Items of all requests so far, those in flight included. */
  ITEMS,
  /** Bytes of all request messages so far, uncompressed. */
  REQUEST_BYTES,
  ERROR_CANCELLED,
  ERROR_UNKNOWN,
  ERROR_INVALID_ARGUMENT,
  ERROR_DEADLINE_EXCEEDED,
  ERROR_NOT_FOUND,
  ERROR_ALREADY_EXISTS,
  ERROR_PERMISSION_DENIED,
  ERROR_RESOURCE_EXHAUSTED,
  ERROR_FAILED_PRECONDITION,
  ERROR_ABORTED,
  ERROR_OUT_OF_RANGE,
  ERROR_UNIMPLEMENTED,
  ERROR_INTERNAL,
  ERROR_UNAVAILABLE,
  ERROR_DATA_LOSS,
  ERROR_UNAUTHENTICATED,
  /** A method named in the configuration ended with an exception. */
  ERROR_EXCEPTION;

  /** Number of columns. */
  public static final int COUNT = values().length;

  private static final Column[] BY_GRPC_CODE = new Column[17];

  static {
    for (int code = 1; code < BY_GRPC_CODE.length; code++) {
      BY_GRPC_CODE[code] = values()[ERROR_CANCELLED.ordinal() + code - 1];
    }
  }

  /** True for a column that counts requests ended with one kind of error. */
  public boolean isError() {
    return ordinal() >= ERROR_CANCELLED.ordinal();
  }

  /** The value of {@code error.type}: gRPC's status name, or {@code exception}. */
  public String errorType() {
    if (!isError()) {
      throw new IllegalStateException(this + " counts no error");
    }
    return this == ERROR_EXCEPTION ? "exception" : name().substring("ERROR_".length());
  }

  /**
   * The error column of a gRPC status code, 1 to 16; a code outside that range counts as unknown.
   * Source: grpc, "Status codes and their use in gRPC".
   */
  public static Column ofGrpcCode(int code) {
    return code >= 1 && code < BY_GRPC_CODE.length ? BY_GRPC_CODE[code] : ERROR_UNKNOWN;
  }
}
