package io.tidemark.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.agent.child.HttpTlsChild;
import io.tidemark.agent.child.TlsChild;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that are known by their certificates: made here with the JDK's keytool. */
@Execution(ExecutionMode.CONCURRENT)
class TlsIT {
  @TempDir(factory = SharedMemory.class)
  static Path keys;

  @TempDir(factory = SharedMemory.class)
  Path work;

  @Test
  void namesClientsByTheirCertificates() throws Exception {
    Child.Launch launch =
        Child.Launch.of(Jdk.RUNNING, TlsChild.class, keys.toString(), "workload", "host", "person");
    try (Child child = Child.start(launch, work)) {
      child.awaitReady();
      String counted =
          " grpc:test.Posts/Get ENDED=2 STARTED=2 ITEMS=2 REQUEST_BYTES=6"
              + " items{<=1: 2} bytes{<=3: 2}\n";
      assertEquals(
          "Feeds,_nightly"
              + counted
              + "feeds.example"
              + counted
              + "spiffe://example.org/ns/feeds"
              + counted,
          Rows.text(child.segment()));
      assertEquals(0, child.finish());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TOMCAT_10", "JETTY_12", "UNDERTOW", "JDK"})
  void namesClientsOfHttpServersByTheirCertificates(HttpServerKind server) throws Exception {
    Child.Launch launch =
        Child.Launch.of(
                Jdk.RUNNING,
                HttpTlsChild.class,
                server.name(),
                keys.toString(),
                "workload",
                "host",
                "person")
            .classPath(server.classPath());
    try (Child child = Child.start(launch, work)) {
      child.awaitReady();
      String counted =
          " http:"
              + server.name("GET", "posts")
              + " ENDED=1 STARTED=1 ITEMS=1 items{<=1: 1} bytes{<=0: 1}\n";
      String expected =
          "Feeds,_nightly"
              + counted
              + "feeds.example"
              + counted
              + "spiffe://example.org/ns/feeds"
              + counted;
      assertEquals(expected, Rows.await(child, expected));
      assertEquals(0, child.finish());
    }
  }

  // A dozen JVMs, which take longer than the tests: once for all of them.
  @BeforeAll
  static void makeKeys() throws Exception {
    key("server", "CN=server", "DNS:localhost");
    key("workload", "CN=other", "DNS:pod.example,URI:spiffe://example.org/ns/feeds");
    key("host", "CN=other", "URI:https://example.org/,DNS:feeds.example");
    key("person", "CN=Feeds\\, nightly, OU=Data, O=Example", "IP:127.0.0.1");
  }

  private static void key(String name, String subject, String alternativeNames) throws Exception {
    String store = keys.resolve(name + ".p12").toString();
    keytool(
        "-genkeypair",
        "-keyalg",
        "EC",
        "-alias",
        name,
        "-keystore",
        store,
        "-dname",
        subject,
        "-ext",
        "SAN=" + alternativeNames);
    String certificate = keys.resolve(name + ".crt").toString();
    keytool("-exportcert", "-alias", name, "-keystore", store, "-file", certificate);
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        name,
        "-file",
        certificate,
        "-keystore",
        keys.resolve("trust.p12").toString());
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-Xshare:auto"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", new String(TlsChild.PASSWORD)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
  }
}
