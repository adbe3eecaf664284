package io.tidemark.collector.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExposureTest {
  private static final String LISTENING = "listening on 0.0.0.0, which is more than this machine: ";

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.32.0.1", "::1", "localhost"})
  void keepsQuietOnLoopback(String host) {
    assertEquals(Optional.empty(), Exposure.warning(host, false, false));
  }

  @Test
  void saysWhatIsOpenToWhom() {
    assertEquals(Optional.empty(), Exposure.warning("0.0.0.0", true, true));
    assertEquals(
        Optional.of(
            LISTENING
                + "whoever reaches it can read which client calls what, and so can who listens in;"
                + " --basic-auth asks for a password, --tls-certificate and --tls-key encrypt"),
        Exposure.warning("0.0.0.0", false, false));
    assertEquals(
        Optional.of(
            LISTENING
                + "whoever reaches it can read which client calls what; --basic-auth asks for a"
                + " password"),
        Exposure.warning("0.0.0.0", true, false));
    assertEquals(
        Optional.of(
            LISTENING
                + "passwords and metrics pass in clear text; --tls-certificate and --tls-key"
                + " encrypt them"),
        Exposure.warning("0.0.0.0", false, true));
  }
}
