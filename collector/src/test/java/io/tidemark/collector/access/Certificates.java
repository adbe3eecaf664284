package io.tidemark.collector.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** Self-signed certificates for {@code localhost}, made by the JDK's own keytool. */
public final class Certificates {
  private static final String SECRET = "changeit";

  private Certificates() {}

  /**
   * Writes {@code NAME.crt} and {@code NAME.key}.
   *
   * @param kind RSA or EC
   */
  public static TlsPair write(Path directory, String name, String kind)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = directory.resolve(name + ".p12");
    keytool(
        List.of(
            "-genkeypair",
            "-alias",
            "x",
            "-keyalg",
            kind,
            "-dname",
            "CN=" + name,
            "-ext",
            "SAN=DNS:localhost,IP:127.0.0.1",
            "-validity",
            "3650",
            "-storetype",
            "PKCS12",
            "-storepass",
            SECRET,
            "-keystore",
            store.toString()));
    KeyStore keys = KeyStore.getInstance(store.toFile(), SECRET.toCharArray());
    X509Certificate certificate = (X509Certificate) keys.getCertificate("x");
    TlsPair pair =
        new TlsPair(
            directory.resolve(name + ".crt"), directory.resolve(name + ".key"), certificate);
    Files.writeString(pair.certificateFile(), pem("CERTIFICATE", certificate.getEncoded()));
    byte[] key = Objects.requireNonNull(keys.getKey("x", SECRET.toCharArray())).getEncoded();
    Files.writeString(pair.keyFile(), pem("PRIVATE KEY", key));
    return pair;
  }

  /** Where a certificate and its key are. */
  public record TlsPair(Path certificateFile, Path keyFile, X509Certificate certificate) {}

  static String pem(String type, byte[] der) {
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
  }

  private static void keytool(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool " + arguments + ": " + said);
    }
  }
}
