package io.tidemark.collector.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken for a certificate and a key, and what is said of everything else. */
final class TlsIdentityTest {
  @TempDir private static Path shared;

  @SuppressWarnings("NullAway.Init")
  private static Certificates.TlsPair rsa;

  @SuppressWarnings("NullAway.Init")
  private static Certificates.TlsPair ec;

  @TempDir private Path directory;

  @BeforeAll
  static void make() throws Exception {
    rsa = Certificates.write(shared, "rsa", "RSA");
    ec = Certificates.write(shared, "ec", "EC");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void readsAPair(String kind) throws IOException {
    Certificates.TlsPair pair = kind.equals("RSA") ? rsa : ec;
    TlsIdentity identity = TlsIdentity.read(pair.certificateFile(), pair.keyFile());
    assertEquals(List.of(pair.certificate()), identity.chain());
    assertEquals(kind, identity.key().getAlgorithm());
  }

  @Test
  void readsAChainAndItsKeyFromOneFileWithComments() throws IOException {
    String text =
        "Bag Attributes\n"
            + Files.readString(rsa.keyFile())
            + "subject=CN=rsa\r\n"
            + Files.readString(rsa.certificateFile()).replace("\n", "\r\n")
            + Files.readString(ec.certificateFile());
    Path file = Files.writeString(directory.resolve("all.pem"), text);
    assertEquals(
        List.of(rsa.certificate(), ec.certificate()), TlsIdentity.read(file, file).chain());
  }

  @Test
  void saysWhatIsWrongWithTheCertificate() throws IOException {
    assertSays(
        "cannot read $DIR/none: there is no such file", directory.resolve("none"), rsa.keyFile());
    assertSays(
        "$DIR/x: found no PEM block, expected 'CERTIFICATE', the server's own first",
        file("hello\n"),
        rsa.keyFile());
    assertSays(
        "$DIR/x: found 'PRIVATE KEY', expected 'CERTIFICATE', the server's own first",
        file(Files.readString(rsa.keyFile())),
        rsa.keyFile());
    assertSays(
        "$DIR/x has a block 'CERTIFICATE' that is no X.509 certificate",
        file(Certificates.pem("CERTIFICATE", new byte[] {1, 2, 3})),
        rsa.keyFile());
    assertSays(
        "$DIR/x has a block 'CERTIFICATE' that is no base64",
        file("-----BEGIN CERTIFICATE-----\n%%%\n-----END CERTIFICATE-----\n"),
        rsa.keyFile());
    assertSays(
        "$DIR/x ends within its block 'CERTIFICATE', expected all of it",
        file("-----BEGIN CERTIFICATE-----\nMIIB\n"),
        rsa.keyFile());
    assertSays("$DIR/x is larger than 1048576 bytes", file("x".repeat(1 << 21)), rsa.keyFile());
  }

  @Test
  void saysWhatIsWrongWithTheKey() throws IOException {
    Path certificate = rsa.certificateFile();
    String expected =
        ", expected an unencrypted PKCS#8 'PRIVATE KEY'; 'openssl pkcs8 -topk8 -nocrypt' makes one";
    for (String type : List.of("RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY")) {
      assertSays(
          "$DIR/x: found '" + type + "'" + expected,
          certificate,
          file(Certificates.pem(type, new byte[] {1})));
    }
    assertSays("$DIR/x: found no PEM block" + expected, certificate, file(""));
    assertSays(
        "$DIR/x has no RSA key, which the certificate is for",
        certificate,
        file(Certificates.pem("PRIVATE KEY", new byte[] {1, 2, 3})));
    assertSays(
        "$DIR/x has no RSA key, which the certificate is for",
        certificate,
        file(Files.readString(ec.keyFile())));
  }

  @Test
  void refusesAKeyOfAnotherCertificate() throws Exception {
    Certificates.TlsPair other = Certificates.write(directory, "other", "RSA");
    assertSays(
        other.keyFile()
            + " is not the key of the first certificate of "
            + rsa.certificateFile()
            + " (CN=rsa); the server's own comes first",
        rsa.certificateFile(),
        other.keyFile());
  }

  /** Whatever is in the files: an identity, or an error that can be told. */
  @Test
  void survivesEveryMutation() throws IOException {
    byte[] certificate = Files.readAllBytes(ec.certificateFile());
    byte[] key = Files.readAllBytes(ec.keyFile());
    Random random = new Random(4);
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      Path changedCertificate = ec.certificateFile();
      Path changedKey = ec.keyFile();
      if (i % 2 == 0) {
        changedCertificate = write("c", Mutations.of(certificate, random));
      } else {
        changedKey = write("k", Mutations.of(key, random));
      }
      try {
        assertEquals("EC", TlsIdentity.read(changedCertificate, changedKey).key().getAlgorithm());
      } catch (SettingException e) {
        refused++;
      }
    }
    assertEquals(true, refused > 100, "refused=" + refused);
  }

  private Path file(String text) throws IOException {
    return write("x", text.getBytes(StandardCharsets.UTF_8));
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes);
  }

  private void assertSays(String message, Path certificate, Path key) {
    SettingException e =
        assertThrows(SettingException.class, () -> TlsIdentity.read(certificate, key));
    assertEquals(message.replace("$DIR", directory.toString()), e.getMessage());
  }
}
