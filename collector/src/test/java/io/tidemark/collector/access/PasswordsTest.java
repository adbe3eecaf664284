package io.tidemark.collector.access;

import static io.tidemark.collector.access.Passwords.Verdict.ACCEPTED;
import static io.tidemark.collector.access.Passwords.Verdict.BUSY;
import static io.tidemark.collector.access.Passwords.Verdict.REFUSED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordsTest {
  private static final Path FILE = Path.of("users");

  private static final String PROM = "prom:" + hash("s3cr:t ü", 5);

  private long nowNs;

  @Test
  void acceptsAUsersPassword() throws IOException {
    Passwords passwords = passwords(PROM);
    assertEquals(ACCEPTED, passwords.check(basic("prom:s3cr:t ü")));
    assertEquals(ACCEPTED, passwords.check(basic("prom:s3cr:t ü").replace("Basic", "basic")));
  }

  /** A hash that others publish, of every prefix that says the same. */
  @ParameterizedTest
  @ValueSource(strings = {"$2a", "$2b", "$2y"})
  void agreesWithOtherImplementations(String prefix) throws IOException {
    Passwords passwords =
        passwords("u:" + prefix + "$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW");
    assertEquals(ACCEPTED, passwords.check(basic("u:U*U")));
    assertEquals(REFUSED, passwords.check(basic("u:U*V")));
  }

  @ParameterizedTest
  @CsvSource({"prom:wrong", "other:s3cr:t ü", "prom:", ":s3cr:t ü", "prom", "''", "Prom:s3cr:t ü"})
  void refusesEverythingElse(String pair) throws IOException {
    assertEquals(REFUSED, passwords(PROM).check(basic(pair)));
  }

  @Test
  void refusesWhatIsNoBasicAuthentication() throws IOException {
    Passwords passwords = passwords(PROM);
    assertEquals(REFUSED, passwords.check(null));
    assertEquals(REFUSED, passwords.check(""));
    assertEquals(REFUSED, passwords.check("Basic"));
    assertEquals(REFUSED, passwords.check("Basic %%%"));
    assertEquals(REFUSED, passwords.check("Bearer " + basic("prom:s3cr:t ü").substring(6)));
    assertEquals(REFUSED, passwords.check(basic("prom:" + "x".repeat(5000))));
  }

  @Test
  void countsTheFirst72BytesAsHtpasswdDoes() throws IOException {
    String first = "0123456789".repeat(7);
    Passwords passwords = passwords("long:" + hash(first, 4));
    assertEquals(ACCEPTED, passwords.check(basic("long:" + first)));
    assertEquals(REFUSED, passwords.check(basic("long:" + first + "-")));
    assertEquals(REFUSED, passwords.check(basic("long:" + first + "-".repeat(100))));
  }

  /** Guessing must not burn the processor, nor keep out who is known. */
  @Test
  void checksAFewPasswordsASecond() throws IOException {
    Passwords passwords = passwords(PROM);
    assertEquals(ACCEPTED, passwords.check(basic("prom:s3cr:t ü")));
    for (int i = 1; i < Passwords.BURST; i++) {
      assertEquals(REFUSED, passwords.check(basic("prom:" + i)));
    }
    for (int i = 100; i < 1000; i++) {
      assertEquals(BUSY, passwords.check(basic("prom:" + i)));
    }
    assertEquals(ACCEPTED, passwords.check(basic("prom:s3cr:t ü")));
    assertEquals(REFUSED, passwords.check(basic("prom:1")), "known to be wrong");
    nowNs += 1_000_000_000;
    assertEquals(REFUSED, passwords.check(basic("prom:2000")));
    assertEquals(BUSY, passwords.check(basic("prom:2001")));
    nowNs += 3_600_000_000_000L;
    for (int i = 0; i < Passwords.BURST; i++) {
      assertEquals(REFUSED, passwords.check(basic("prom:300" + i)));
    }
    assertEquals(BUSY, passwords.check(basic("prom:3999")), "an hour saves up no more");
  }

  @Test
  void remembersWhoIsRightHoweverManyAreWrong() throws IOException {
    Passwords passwords = passwords("prom:" + hash("right", 4));
    assertEquals(ACCEPTED, passwords.check(basic("prom:right")));
    for (int i = 0; i < 2 * RememberedHashes.SIZE; i++) {
      nowNs += 1_000_000_000;
      assertEquals(REFUSED, passwords.check(basic("prom:" + i)));
    }
    for (int i = 0; i < Passwords.BURST + 1; i++) {
      assertEquals(ACCEPTED, passwords.check(basic("prom:right")));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prom | users line 3: found no 'user:hash', expected a line that 'htpasswd -B' writes",
        "prom:{SHA}2PRZAyDhNDqRW2OUFwZQqPNdaSY= | users line 3: found no bcrypt hash, expected a"
            + " line that 'htpasswd -B' writes",
        "prom:$apr1$x$y | users line 3: found no bcrypt hash, expected a line that 'htpasswd -B'"
            + " writes",
        "prom:$2y$05$short | users line 3: found a broken bcrypt hash, expected a line that"
            + " 'htpasswd -B' writes",
        "prom:$2y$13$123456789.123456789.123456789.123456789.123456789.123 | users line 3: found"
            + " bcrypt of cost 13, expected 4 to 12",
        "a:$2y$05$123456789.123456789.123456789.123456789.123456789.123 | users line 3: found a"
            + " user that an earlier line has, expected a line that 'htpasswd -B' writes",
      })
  void namesTheLineThatIsWrong(String line, String message) {
    String text =
        "# users\na:$2b$04$123456789.123456789.123456789.123456789.123456789.123\n" + line + "\n";
    SettingException e = assertThrows(SettingException.class, () -> PasswordFile.parse(text, FILE));
    assertEquals(message, e.getMessage());
  }

  @Test
  void refusesAFileWithoutUsers() {
    SettingException e =
        assertThrows(SettingException.class, () -> PasswordFile.parse("# none\n\n", FILE));
    assertEquals("users has 0 users, expected 1 to 1000", e.getMessage());
  }

  @Test
  void survivesEveryMutation() throws IOException {
    byte[] sound =
        (PROM + "\n# other\nother:" + hash("x", 4) + "\n").getBytes(StandardCharsets.UTF_8);
    Random random = new Random(4);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      String text = new String(Mutations.of(sound, random), StandardCharsets.UTF_8);
      try {
        PasswordFile file = PasswordFile.parse(text, FILE);
        assertEquals(60, file.hash("prom").length);
        read++;
      } catch (SettingException e) {
        assertTrue(e.getMessage() != null && e.getMessage().startsWith("users "), e.toString());
      }
    }
    assertTrue(read > 1000 && read < 19_000, "read=" + read);
  }

  private Passwords passwords(String text) throws IOException {
    return new Passwords(PasswordFile.parse(text + "\r\n", FILE), () -> nowNs);
  }

  private static String hash(String password, int cost) {
    return BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(cost, password.toCharArray());
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
