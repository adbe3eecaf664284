package io.tidemark.collector.store;

import io.tidemark.segment.Metric;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A series' identity as bytes: the metric's id, the field, whether it is the host's, and the texts,
 * each with its length before it.
 */
final class SeriesKeyCodec {
  private static final int MAX_TEXT_BYTES = 4096;
  private static final Map<Integer, Metric> METRICS =
      Arrays.stream(Metric.values()).collect(Collectors.toMap(Metric::id, Function.identity()));
  private static final Field[] FIELDS = Field.values();

  private SeriesKeyCodec() {}

  static byte[] encode(SeriesKey key) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeShort(key.metric().id());
      out.writeByte(key.field().ordinal());
      out.writeBoolean(key.host());
      text(out, key.service());
      text(out, key.instance());
      out.writeByte(key.labels().size());
      for (String label : key.labels()) {
        text(out, label);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never, of an array
    }
    return bytes.toByteArray();
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(bytes.length, MAX_TEXT_BYTES);
    out.writeShort(length);
    out.write(bytes, 0, length);
  }

  /**
   * The identity, or nothing where another version of the catalogue knows the metric and this one
   * does not, or has other labels for it.
   *
   * @throws IOException when it is none
   */
  static Optional<SeriesKey> decode(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    Metric metric = METRICS.get(in.readUnsignedShort());
    int field = in.readUnsignedByte();
    boolean host = in.readBoolean();
    String service = text(in);
    String instance = text(in);
    int count = in.readUnsignedByte();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      labels.add(text(in));
    }
    if (field >= FIELDS.length || in.read() >= 0) {
      throw new IOException("field=" + field + " of a series, or bytes after its end");
    }
    return metric == null || labels.size() != metric.labels().size()
        ? Optional.empty()
        : Optional.of(new SeriesKey(metric, FIELDS[field], service, instance, host, labels));
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readUnsignedShort();
    if (length > MAX_TEXT_BYTES) {
      throw new IOException("text of " + length + " bytes, expected at most " + MAX_TEXT_BYTES);
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
