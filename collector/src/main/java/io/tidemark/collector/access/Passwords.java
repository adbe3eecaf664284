package io.tidemark.collector.access;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a request's {@code Authorization} header has the name and password of a user.
 *
 * <p>A password's hash is dear on purpose: 50 ms of CPU at bcrypt's cost 10. So what was found is
 * remembered, by a keyed hash of the header, and nobody can make it be worked out more often than
 * {@value #BURST} times at once and once a second after that, two at a time: whoever comes beyond
 * is told to come again, unless what he shows is remembered. A user that there is not costs as much
 * as one that there is. Thread-safe.
 *
 * <p>Source: RFC 7617.
 */
public final class Passwords {
  static final int BURST = 4;
  private static final long REFILL_NS = 1_000_000_000;
  private static final int AT_ONCE = 2;
  private static final int MAX_HEADER_CHARS = 1024;
  private static final String SCHEME = "Basic ";

  /** What was found out about a header. */
  public enum Verdict {
    ACCEPTED,
    REFUSED,
    /** Not looked into: too many others are being. */
    BUSY
  }

  private final PasswordFile users;
  private final LongSupplier nanoTime;
  private final SecretKeySpec memoryKey;
  private final RememberedHashes accepted = new RememberedHashes();
  private final RememberedHashes refused = new RememberedHashes();
  private final Semaphore checks = new Semaphore(AT_ONCE);
  private double tokens = BURST;
  private long refilledNs;

  public Passwords(PasswordFile users) {
    this(users, System::nanoTime);
  }

  Passwords(PasswordFile users, LongSupplier nanoTime) {
    this.users = users;
    this.nanoTime = nanoTime;
    this.refilledNs = nanoTime.getAsLong();
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    this.memoryKey = new SecretKeySpec(key, "HmacSHA256");
  }

  /**
   * Looks at a request.
   *
   * @param authorization its header, null when it has none
   */
  public Verdict check(@Nullable String authorization) {
    if (authorization == null
        || authorization.length() > MAX_HEADER_CHARS
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Verdict.REFUSED;
    }
    byte[] pair = decode(authorization.substring(SCHEME.length()).strip());
    int colon = indexOfColon(pair);
    if (colon < 0) {
      return Verdict.REFUSED;
    }
    byte[] memory = remembered(pair);
    if (accepted.contains(memory)) {
      return Verdict.ACCEPTED;
    }
    if (refused.contains(memory)) {
      return Verdict.REFUSED;
    }
    if (!checks.tryAcquire()) {
      return Verdict.BUSY;
    }
    try {
      return takeToken() ? verify(pair, colon, memory) : Verdict.BUSY;
    } finally {
      checks.release();
    }
  }

  private byte[] remembered(byte[] pair) {
    try {
      Mac mac = Mac.getInstance(memoryKey.getAlgorithm());
      mac.init(memoryKey);
      return mac.doFinal(pair);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private synchronized boolean takeToken() {
    long nowNs = nanoTime.getAsLong();
    tokens = Math.min(BURST, tokens + (double) (nowNs - refilledNs) / REFILL_NS);
    refilledNs = nowNs;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  private Verdict verify(byte[] pair, int colon, byte[] memory) {
    String user = new String(pair, 0, colon, StandardCharsets.UTF_8);
    byte[] password = Arrays.copyOfRange(pair, colon + 1, pair.length);
    boolean right = matches(password, users.hash(user)) && users.knows(user);
    (right ? accepted : refused).add(memory);
    return right ? Verdict.ACCEPTED : Verdict.REFUSED;
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static int indexOfColon(byte[] pair) {
    for (int i = 0; i < pair.length; i++) {
      if (pair[i] == ':') {
        return i;
      }
    }
    return -1;
  }

  // As htpasswd and Prometheus have it, what is beyond 72 bytes does not count.
  private static boolean matches(byte[] password, byte[] hash) {
    byte[] counted = password.length > 72 ? Arrays.copyOf(password, 72) : password;
    return BCrypt.verifyer(BCrypt.Version.VERSION_2Y, LongPasswordStrategies.none())
        .verify(counted, hash)
        .verified;
  }
}
