package io.tidemark.collector.access;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate chain, the server's own certificate first, and the private key that fits it: RSA or
 * EC. Immutable.
 */
public record TlsIdentity(List<X509Certificate> chain, PrivateKey key) {
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String KEY = "PRIVATE KEY";

  public TlsIdentity {
    chain = List.copyOf(chain);
  }

  /**
   * Reads both files, in PEM; they may be the same one.
   *
   * @throws SettingException when one of them cannot be used, or they do not fit each other
   */
  public static TlsIdentity read(Path certificateFile, Path keyFile) throws SettingException {
    List<X509Certificate> chain = chain(certificateFile);
    X509Certificate own = chain.get(0);
    String algorithm = own.getPublicKey().getAlgorithm();
    if (!algorithm.equals("RSA") && !algorithm.equals("EC")) {
      throw new SettingException(
          certificateFile + " is for a key of kind " + algorithm + ", expected RSA or EC");
    }
    PrivateKey key = key(keyFile, algorithm);
    if (!fits(key, own)) {
      throw new SettingException(
          "%s is not the key of the first certificate of %s (%s); the server's own comes first"
              .formatted(keyFile, certificateFile, own.getSubjectX500Principal()));
    }
    return new TlsIdentity(chain, key);
  }

  private static List<X509Certificate> chain(Path file) throws SettingException {
    List<Pem> blocks = Pem.read(file);
    List<X509Certificate> chain = new ArrayList<>();
    for (Pem block : blocks) {
      if (block.type().equals(CERTIFICATE)) {
        chain.add(certificate(block, file));
      }
    }
    if (chain.isEmpty()) {
      throw new SettingException(
          "%s: %s, expected '%s', the server's own first"
              .formatted(file, Pem.found(blocks), CERTIFICATE));
    }
    return chain;
  }

  private static X509Certificate certificate(Pem block, Path file) throws SettingException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(block.der()));
    } catch (CertificateException e) {
      throw new SettingException(
          "%s has a block '%s' that is no X.509 certificate".formatted(file, CERTIFICATE), e);
    }
  }

  private static PrivateKey key(Path file, String algorithm) throws SettingException {
    List<Pem> blocks = Pem.read(file);
    for (Pem block : blocks) {
      if (block.type().equals(KEY)) {
        return key(block, file, algorithm);
      }
    }
    throw new SettingException(
        "%s: %s, expected an unencrypted PKCS#8 '%s'; 'openssl pkcs8 -topk8 -nocrypt' makes one"
            .formatted(file, Pem.found(blocks), KEY));
  }

  private static PrivateKey key(Pem block, Path file, String algorithm) throws SettingException {
    try {
      return KeyFactory.getInstance(algorithm)
          .generatePrivate(new PKCS8EncodedKeySpec(block.der()));
    } catch (GeneralSecurityException e) {
      throw new SettingException(
          "%s has no %s key, which the certificate is for".formatted(file, algorithm), e);
    }
  }

  private static boolean fits(PrivateKey key, X509Certificate certificate) {
    byte[] message = {1, 2, 3};
    String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    try {
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(message);
      byte[] signature = signer.sign();
      Signature verifier = Signature.getInstance(algorithm);
      // Of the key, not of the certificate, whose uses might exclude signatures.
      verifier.initVerify(certificate.getPublicKey());
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // such as a key of another size or curve
    }
  }
}
