package io.tidemark.collector.access;

import java.security.MessageDigest;

/**
 * The last {@value #SIZE} hashes, compared in a time that does not tell how much of one was right.
 * Thread-safe.
 */
final class RememberedHashes {
  static final int SIZE = 64;

  private final byte[][] ring = new byte[SIZE][0];
  private int next;

  synchronized void add(byte[] hash) {
    ring[next] = hash.clone();
    next = (next + 1) % SIZE;
  }

  synchronized boolean contains(byte[] hash) {
    boolean found = false;
    for (byte[] known : ring) {
      found |= MessageDigest.isEqual(known, hash);
    }
    return found;
  }
}
