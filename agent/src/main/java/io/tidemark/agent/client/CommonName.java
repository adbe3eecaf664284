package io.tidemark.agent.client;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/** The common name in a distinguished name. The only class that needs the module java.naming. */
final class CommonName {
  private CommonName() {}

  /** The last CN of a name in the form of RFC 2253, or null. */
  static @Nullable String of(String distinguishedName) {
    try {
      String found = null;
      for (Rdn rdn : new LdapName(distinguishedName).getRdns()) {
        if (rdn.getType().equalsIgnoreCase("CN") && rdn.getValue() instanceof String value) {
          found = value; // from the right: the most specific comes last
        }
      }
      return found;
    } catch (InvalidNameException e) {
      return null;
    }
  }
}
