package io.tidemark.lab.otlp;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A message of Prometheus' remote write 1.0, {@code prometheus.WriteRequest} in its {@code
 * remote.proto} and {@code types.proto}, framed as Snappy asks.
 */
final class RemoteWrite {
  private static final int MAX_LITERAL = 60; // longer ones need their length in bytes of its own
  private static final double ZERO_THRESHOLD = 1e-128; // what Prometheus takes for OTLP's

  private interface Message {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  private RemoteWrite() {}

  static byte[] body(List<Series> series) throws IOException {
    return uncompressed(
        bytes(
            request -> {
              for (Series one : series) {
                nested(request, 1, out -> timeSeries(out, one));
              }
            }));
  }

  private static void timeSeries(CodedOutputStream out, Series series) throws IOException {
    for (Map.Entry<String, String> label : series.labels().entrySet()) {
      nested(
          out,
          1,
          pair -> {
            pair.writeString(1, label.getKey());
            pair.writeString(2, label.getValue());
          });
    }
    if (series.value() instanceof Series.Plain number) {
      nested(
          out,
          2,
          sample -> {
            sample.writeDouble(1, number.value());
            sample.writeInt64(2, series.epochMs());
          });
    } else if (series.value() instanceof Series.Histogram histogram) {
      nested(out, 4, message -> histogram(message, histogram, series.epochMs()));
    }
  }

  private static void histogram(CodedOutputStream out, Series.Histogram histogram, long epochMs)
      throws IOException {
    out.writeUInt64(1, histogram.count());
    out.writeDouble(3, histogram.sum());
    out.writeSInt32(4, histogram.schema());
    out.writeDouble(5, ZERO_THRESHOLD);
    out.writeUInt64(6, histogram.zeroCount());
    if (!histogram.buckets().isEmpty()) {
      nested(
          out,
          11,
          span -> {
            span.writeSInt32(1, histogram.firstIndex());
            span.writeUInt32(2, histogram.buckets().size());
          });
      nested(out, 12, packed -> deltas(packed, histogram.buckets()));
    }
    out.writeInt64(15, epochMs);
  }

  private static void deltas(CodedOutputStream out, List<Long> buckets) throws IOException {
    long last = 0;
    for (long bucket : buckets) {
      out.writeSInt64NoTag(bucket - last);
      last = bucket;
    }
  }

  private static void nested(CodedOutputStream out, int field, Message message) throws IOException {
    out.writeByteArray(field, bytes(message));
  }

  private static byte[] bytes(Message message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    message.writeTo(out);
    out.flush();
    return bytes.toByteArray();
  }

  /** Snappy's block format: the length, then literals, which refer to nothing before them. */
  private static byte[] uncompressed(byte[] bytes) throws IOException {
    return bytes(
        out -> {
          out.writeUInt32NoTag(bytes.length);
          for (int from = 0; from < bytes.length; from += MAX_LITERAL) {
            int length = Math.min(MAX_LITERAL, bytes.length - from);
            out.writeRawByte((byte) ((length - 1) << 2));
            out.writeRawBytes(bytes, from, length);
          }
        });
  }
}
