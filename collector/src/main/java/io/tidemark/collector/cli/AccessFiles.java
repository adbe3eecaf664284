package io.tidemark.collector.cli;

import io.tidemark.collector.access.PasswordFile;
import io.tidemark.collector.access.Passwords;
import io.tidemark.collector.access.SettingException;
import io.tidemark.collector.access.TlsIdentity;
import java.nio.file.Path;
import java.util.Optional;

/** What is in the files of certificates and passwords, once all of it was found to be right. */
record AccessFiles(Optional<TlsIdentity> identity, Optional<Passwords> passwords) {

  static AccessFiles read(CollectCommand options) throws SettingException {
    Optional<TlsFiles> tls = options.tls();
    Optional<Path> users = options.basicAuth();
    return new AccessFiles(
        tls.isPresent()
            ? Optional.of(TlsIdentity.read(tls.get().certificate(), tls.get().key()))
            : Optional.empty(),
        users.isPresent()
            ? Optional.of(new Passwords(PasswordFile.read(users.get())))
            : Optional.empty());
  }
}
