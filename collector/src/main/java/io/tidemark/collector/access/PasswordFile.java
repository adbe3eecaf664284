package io.tidemark.collector.access;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file of names and bcrypt hashes that {@code htpasswd -B} writes. Immutable. */
public final class PasswordFile {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_USERS = 1000;
  private static final int MIN_COST = 4;
  // A quarter of a second: whoever guesses passwords must not be able to burn a core.
  private static final int MAX_COST = 12;
  private static final Pattern LINE = Pattern.compile("([^:\\p{Cntrl}]{1,255}):(\\S{1,1000})");
  private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");

  private final Map<String, byte[]> hashes;

  private PasswordFile(Map<String, byte[]> hashes) {
    this.hashes = hashes;
  }

  /**
   * Reads {@code user:hash} lines; empty lines and those that begin with {@code #} are skipped.
   *
   * @throws SettingException when it cannot be read, or names the first line that is wrong, without
   *     what stands in it
   */
  public static PasswordFile read(Path file) throws SettingException {
    return parse(SettingFile.read(file, MAX_BYTES), file);
  }

  static PasswordFile parse(String text, Path file) throws SettingException {
    Map<String, byte[]> hashes = new HashMap<>();
    int number = 0;
    for (String line : text.split("\\R", -1)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Matcher matcher = LINE.matcher(line.stripTrailing());
      if (!matcher.matches()) {
        throw wrong(file, number, "no 'user:hash'");
      }
      checkHash(matcher.group(2), file, number);
      byte[] hash = matcher.group(2).getBytes(StandardCharsets.US_ASCII);
      if (hashes.put(matcher.group(1), hash) != null) {
        throw wrong(file, number, "a user that an earlier line has");
      }
    }
    if (hashes.isEmpty() || hashes.size() > MAX_USERS) {
      throw new SettingException(
          file + " has " + hashes.size() + " users, expected 1 to " + MAX_USERS);
    }
    return new PasswordFile(hashes);
  }

  private static void checkHash(String hash, Path file, int number) throws SettingException {
    Matcher bcrypt = BCRYPT.matcher(hash);
    if (!bcrypt.matches()) {
      throw wrong(file, number, hash.startsWith("$2") ? "a broken bcrypt hash" : "no bcrypt hash");
    }
    int cost = Integer.parseInt(bcrypt.group(1));
    if (cost < MIN_COST || cost > MAX_COST) {
      throw new SettingException(
          "%s line %d: found bcrypt of cost %d, expected %d to %d"
              .formatted(file, number, cost, MIN_COST, MAX_COST));
    }
  }

  private static SettingException wrong(Path file, int number, String found) {
    return new SettingException(
        "%s line %d: found %s, expected a line that 'htpasswd -B' writes"
            .formatted(file, number, found));
  }

  /** The hash of a user's password, or of another's when there is no such user. */
  byte[] hash(String user) {
    byte[] known = hashes.get(user);
    return known != null ? known : hashes.values().iterator().next();
  }

  boolean knows(String user) {
    return hashes.containsKey(user);
  }
}
