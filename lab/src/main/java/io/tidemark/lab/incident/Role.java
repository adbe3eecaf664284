package io.tidemark.lab.incident;

import io.tidemark.lab.load.ClientProfile;
import io.tidemark.lab.load.Presence;

/**
 * A client's part in an incident. Its name and its rate are a stand-in's, until the part is cast.
 *
 * @param guilty through every handler that it calls
 */
record Role(ClientProfile profile, Presence presence, boolean guilty) {

  static Role ordinary(ClientProfile profile) {
    return new Role(profile, Presence.ALWAYS, false);
  }

  /** One that comes with the onset, and has done nothing wrong. */
  static Role newcomer(ClientProfile profile) {
    return new Role(profile, Presence.FROM_ONSET, false);
  }

  static Role culprit(ClientProfile profile) {
    return new Role(profile, Presence.FROM_ONSET, true);
  }

  /** A culprit that is taken away again. */
  static Role passingCulprit(ClientProfile profile) {
    return new Role(profile, Presence.UNTIL_RELIEF, true);
  }
}
