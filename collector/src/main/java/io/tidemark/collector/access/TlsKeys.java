package io.tidemark.collector.access;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The server's TLS, with an identity that can be replaced while it runs: connections that exist go
 * on, new ones get the new certificate. Thread-safe.
 */
public final class TlsKeys extends X509ExtendedKeyManager {
  private static final int KEPT_SESSIONS = 256;

  /** An identity under a name of its own, which never comes back. */
  private record Named(String alias, TlsIdentity identity) {}

  private volatile Named current;
  // A handshake asks for an alias first and for its chain and key later: until then the identity
  // that was replaced in between must answer to its name.
  private volatile Named previous;
  private int replaced;

  public TlsKeys(TlsIdentity identity) {
    this.current = new Named("0", identity);
    this.previous = current;
  }

  /**
   * A new context of these keys, which asks clients for no certificate.
   *
   * @throws SettingException when the JDK has no TLS
   */
  public SSLContext context() throws SettingException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {this}, null, null);
      context.getServerSessionContext().setSessionCacheSize(KEPT_SESSIONS);
      return context;
    } catch (GeneralSecurityException e) {
      throw new SettingException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  /** Shows this identity from the next handshake on. */
  public synchronized void replace(TlsIdentity identity) {
    replaced++;
    previous = current;
    current = new Named(Integer.toString(replaced), identity);
  }

  /** What is shown now. */
  public TlsIdentity identity() {
    return current.identity();
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    Named named = current;
    return keyType.equals(named.identity().key().getAlgorithm()) ? named.alias() : null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    return null; // only engines are used
  }

  private @Nullable TlsIdentity identity(String alias) {
    Named now = current;
    Named before = previous;
    if (alias.equals(now.alias())) {
      return now.identity();
    }
    return alias.equals(before.alias()) ? before.identity() : null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    TlsIdentity identity = identity(alias);
    return identity == null ? null : identity.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    TlsIdentity identity = identity(alias);
    return identity == null ? null : identity.key();
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[] {current.alias()};
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }
}
