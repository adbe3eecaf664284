package io.tidemark.agent.http;

import java.nio.ByteBuffer;

/**
 * Counts the items of a request's body while its bytes pass by, in whatever portions the service
 * reads them. Keeps a few numbers and no byte; takes any bytes at all. Used by one thread at a
 * time.
 */
abstract class BodyScanner {
  /** What {@link #items} says of a body that has no items to count. */
  static final long UNKNOWN = -1;

  /** The next byte, 0 to 255. */
  abstract void accept(int next);

  /** The body ends here; nothing comes after it. */
  abstract void end();

  /** Items so far; never less than before, or {@link #UNKNOWN}. */
  abstract long items();

  /** False when nothing that may follow changes {@link #items}. */
  abstract boolean wantsMore();

  /** The next bytes, which stay where they are; as many as the array has from there. */
  final void scan(byte[] bytes, int offset, int length) {
    int end = (int) Math.min(bytes.length, (long) offset + length);
    for (int i = offset; i < end && wantsMore(); i++) {
      accept(bytes[i] & 0xff);
    }
  }

  /** The next bytes, by their places in a buffer whose position stays as it is. */
  final void scan(ByteBuffer bytes, int offset, int length) {
    int end = (int) Math.min(bytes.limit(), (long) offset + length);
    for (int i = offset; i < end && wantsMore(); i++) {
      accept(bytes.get(i) & 0xff);
    }
  }

  /** The characters of a query, of which those beyond ASCII are told apart by a byte. */
  final void scan(String text) {
    for (int i = 0; i < text.length(); i++) {
      accept(text.charAt(i) & 0xff);
    }
  }
}
