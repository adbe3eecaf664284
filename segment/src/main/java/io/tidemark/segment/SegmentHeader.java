package io.tidemark.segment;

import io.tidemark.segment.SegmentException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A segment's header, checked: what it says of the file's size can be relied on. */
record SegmentHeader(
    SegmentIdentity identity, SegmentLayout layout, boolean cleanExit, int rowsUsed) {

  static SegmentHeader parse(Path path, ByteBuffer header) throws SegmentException {
    checkMagic(path, Words.getLong(header, SegmentLayout.MAGIC_OFFSET));
    int version = header.getInt(SegmentLayout.VERSION_OFFSET);
    int catalogue = header.getInt(SegmentLayout.CATALOGUE_OFFSET);
    if (version != SegmentLayout.VERSION || catalogue != SegmentLayout.catalogue()) {
      throw new SegmentException(
          Reason.VERSION,
          "%s has format %d.%08x, expected %d.%08x; use agent and collector of one release"
              .formatted(
                  path, version, catalogue, SegmentLayout.VERSION, SegmentLayout.catalogue()));
    }
    SegmentLayout layout = layout(path, header);
    return new SegmentHeader(identity(header), layout, false, 0).now(header);
  }

  /** The same header later: what is fixed is fixed, and the rest is read again. */
  SegmentHeader now(ByteBuffer header) {
    long rowsUsed = header.getLong(SegmentLayout.ROWS_ALLOCATED_OFFSET);
    return new SegmentHeader(
        identity,
        layout,
        header.getInt(SegmentLayout.STATE_OFFSET) == SegmentLayout.STATE_CLEAN_EXIT,
        (int) Math.max(0, Math.min(layout.rows(), rowsUsed)));
  }

  private static void checkMagic(Path path, long magic) throws SegmentException {
    if (magic == SegmentLayout.MAGIC) {
      return;
    }
    if (magic == Long.reverseBytes(SegmentLayout.MAGIC)) {
      throw new SegmentException(
          Reason.BYTE_ORDER, path + " was written on a machine of the other byte order");
    }
    throw new SegmentException(
        magic == 0 ? Reason.NOT_READY : Reason.NOT_A_SEGMENT,
        "%s begins with %016x, expected %016x".formatted(path, magic, SegmentLayout.MAGIC));
  }

  private static SegmentLayout layout(Path path, ByteBuffer header) throws SegmentException {
    SegmentLayout layout;
    try {
      layout =
          new SegmentLayout(
              header.getInt(SegmentLayout.CLIENTS_OFFSET),
              header.getInt(SegmentLayout.HANDLERS_OFFSET),
              header.getInt(SegmentLayout.ROWS_OFFSET),
              header.getInt(SegmentLayout.STRIPES_OFFSET));
    } catch (IllegalArgumentException e) {
      throw new SegmentException(Reason.CORRUPT, path + ": " + e.getMessage());
    }
    long fileBytes = header.getLong(SegmentLayout.FILE_BYTES_OFFSET);
    if (fileBytes != layout.fileBytes()) {
      throw new SegmentException(
          Reason.CORRUPT,
          path + " says " + fileBytes + " bytes, its tables make " + layout.fileBytes());
    }
    return layout;
  }

  private static SegmentIdentity identity(ByteBuffer header) {
    return new SegmentIdentity(
        text(header, SegmentLayout.SERVICE_OFFSET, SegmentLayout.HANDLER_NAME_BYTES),
        text(header, SegmentLayout.AGENT_VERSION_OFFSET, SegmentLayout.HANDLER_NAME_BYTES),
        text(header, SegmentLayout.JAVA_VERSION_OFFSET, SegmentLayout.HANDLER_NAME_BYTES),
        header.getLong(SegmentLayout.PID_OFFSET),
        header.getLong(SegmentLayout.START_OFFSET));
  }

  /** A text as stored: its length is clamped and its bytes are cleaned, whoever wrote them. */
  static String text(ByteBuffer buffer, int offset, int maxBytes) {
    return Label.clean(raw(buffer, offset, maxBytes), maxBytes);
  }

  /** The same, for a text of several words. */
  static String words(ByteBuffer buffer, int offset, int maxBytes) {
    return Label.cleanText(raw(buffer, offset, maxBytes), maxBytes);
  }

  private static String raw(ByteBuffer buffer, int offset, int maxBytes) {
    byte[] utf8 = new byte[Math.max(0, Math.min(maxBytes, buffer.getInt(offset)))];
    buffer.get(offset + Integer.BYTES, utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
