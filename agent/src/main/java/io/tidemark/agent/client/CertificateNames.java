package io.tidemark.agent.client;

import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * What a client's certificate calls it. Remembered per TLS session.
 *
 * @param spiffe the SPIFFE id, a URI among the alternative names
 * @param san the first DNS name among them
 * @param cn the common name of the subject
 */
public record CertificateNames(@Nullable String spiffe, @Nullable String san, @Nullable String cn) {
  private static final CertificateNames NONE = new CertificateNames(null, null, null);

  // Types of RFC 5280, "Subject Alternative Name".
  private static final int DNS = 2;
  private static final int URI = 6;

  private static final IdentityCache<SSLSession, CertificateNames> CACHE =
      new IdentityCache<>(256) {
        @Override
        protected CertificateNames compute(SSLSession session) {
          return read(session);
        }
      };

  private static final IdentityCache<X509Certificate, CertificateNames> BY_CERTIFICATE =
      new IdentityCache<>(256) {
        @Override
        protected CertificateNames compute(X509Certificate certificate) {
          return read(certificate);
        }
      };

  /** The names in a certificate; all null for none. Remembered per certificate object. */
  public static CertificateNames ofCertificate(@Nullable X509Certificate certificate) {
    return certificate == null ? NONE : BY_CERTIFICATE.get(certificate);
  }

  /** The names of a session's peer; all null for one without a certificate. */
  public static CertificateNames of(@Nullable Object session) {
    return session instanceof SSLSession sslSession ? CACHE.get(sslSession) : NONE;
  }

  private static CertificateNames read(SSLSession session) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate certificate
          ? read(certificate)
          : NONE;
    } catch (SSLPeerUnverifiedException e) {
      return NONE; // TLS, but the client showed no certificate
    }
  }

  static CertificateNames read(X509Certificate certificate) {
    Collection<List<?>> names = alternativeNames(certificate);
    return new CertificateNames(
        first(names, URI, "spiffe://"), first(names, DNS, ""), commonName(certificate));
  }

  private static Collection<List<?>> alternativeNames(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null ? List.of() : names;
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  private static @Nullable String first(Collection<List<?>> names, int type, String prefix) {
    for (List<?> name : names) {
      if (Integer.valueOf(type).equals(name.get(0))
          && name.get(1) instanceof String text
          && text.startsWith(prefix)) {
        return text;
      }
    }
    return null;
  }

  private static @Nullable String commonName(X509Certificate certificate) {
    try {
      return CommonName.of(certificate.getSubjectX500Principal().getName());
    } catch (LinkageError e) {
      return null; // a JVM image without the module java.naming
    }
  }
}
