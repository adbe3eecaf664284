package io.tidemark.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.agent.client.ClientSource;
import io.tidemark.agent.client.ClientSource.Kind;
import io.tidemark.agent.method.MethodSpec;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfigParserTest {
  private static final AgentConfig DEFAULTS =
      new AgentConfig(
          true,
          Path.of("/dev/shm/tidemark"),
          "com.acme.Main",
          List.of(
              new ClientSource(Kind.HEADER, "x-client-id"),
              new ClientSource(Kind.HEADER, "x-client-name"),
              new ClientSource(Kind.MTLS_SPIFFE, ""),
              new ClientSource(Kind.MTLS_SAN, ""),
              new ClientSource(Kind.MTLS_CN, ""),
              new ClientSource(Kind.USER_AGENT, ""),
              new ClientSource(Kind.PEER, "")),
          List.of(),
          Map.of(),
          256,
          128,
          8 << 20,
          false,
          true,
          true,
          true,
          true,
          true,
          true,
          GcReporting.AUTO,
          List.of());

  @Test
  void defaultsNeedNoWarning() {
    assertEquals(DEFAULTS, parse("", Map.of(), ""));
  }

  @Test
  void argumentsWinOverEnvironmentWhichWinsOverTheFile() {
    AgentConfig config =
        parse(
            "max.clients=1,config=/etc/tidemark.properties",
            Map.of("TIDEMARK_MAX_CLIENTS", "2", "TIDEMARK_MAX_HANDLERS", "3"),
            "max.clients=4\nmax.handlers=5\nservice.name=feeds\nsegment.bytes=1536k\n");
    assertEquals(
        List.of(1, 3, 1536 << 10, "feeds", List.of()),
        List.of(
            config.maxClients(),
            config.maxHandlers(),
            config.segmentBytes(),
            config.serviceName(),
            config.warnings()));
  }

  @Test
  void everySettingCanBeSet() {
    assertEquals(
        new AgentConfig(
            false,
            Path.of("/run/tidemark"),
            "feeds",
            List.of(new ClientSource(Kind.PEER, ""), new ClientSource(Kind.HEADER, "x-app")),
            List.of(
                new MethodSpec("com.acme.Posts", "load", null, 0, 1, "com.acme.Posts/load"),
                new MethodSpec(
                    "com.acme.Posts$In",
                    "put",
                    List.of("int", "java.lang.String[]"),
                    MethodSpec.NONE,
                    MethodSpec.NONE,
                    "Posts/put")),
            Map.of("a.Posts/Get", "uris", "a.Posts/Put", "batch.posts"),
            10,
            20,
            4 << 20,
            true,
            false,
            true,
            true,
            true,
            true,
            true,
            GcReporting.FALSE,
            List.of()),
        parse(
            "enabled=false,dir=/run/tidemark,service.name=feeds,client.sources=peer|Header:X-App,"
                + "methods=com.acme.Posts#load(client=0,batch=1)"
                + ";com.acme.Posts$In#put[int,java.lang.String[]](client=-,name=Posts/put),"
                + "items.a.Posts/Get=uris,items=a.Posts/Put=batch.posts,max.clients=10,"
                + "max.handlers=20,segment.bytes=4M,segment.allow-disk=true,"
                + "instrumentation.grpc.enabled=false,instrumentation.gc.enabled=False",
            Map.of(),
            ""));
  }

  @Test
  void whatIsWrongIsAWarningAndTheDefault() {
    AgentConfig config =
        parse(
            "nonsense,max.client=5,max.clients=0,segment.bytes=9999999999999m,items=Get,"
                + "methods=com.acme.Posts|java.util.List#add|com.acme.Posts#load(client=x),"
                + "client.sources=cookie|peer,instrumentation.gc.enabled=maybe,config=/missing",
            Map.of("TIDEMARK_CLIENTS", "7", "TIDEMARK_COLLECTOR_PORT", "9464"),
            "");
    assertEquals(
        List.of(
            "agent argument 'nonsense' is not of the form key=value; ignored",
            "agent argument key 'max.client' is no setting of the agent; ignored",
            "variable 'TIDEMARK_CLIENTS' is no setting of the agent; ignored",
            "config file '/missing' is ignored: '/missing_(No_such_file)'",
            "max.clients='0': expected a number from 1 to 4096; using 256",
            "segment.bytes='9999999999999m': expected a number from 65536 to 67108864; using 8m",
            "client.sources='cookie': expected header:<name>, mtls:spiffe, mtls:san, mtls:cn,"
                + " user-agent or peer; this one is left out",
            "methods='com.acme.Posts': expected"
                + " <class>#<method>[<types>](client=<index>,batch=<index>,name=<name>);"
                + " this one is left out",
            "methods='java.util.List#add': expected a class that is not of the JDK or the agent;"
                + " this one is left out",
            "methods='com.acme.Posts#load(client=x)': expected the index of an argument, from 0,"
                + " or -; this one is left out",
            "items='Get=': expected <package.Service/Method>=<field>[.<field>…]"
                + " or <METHOD /route>=<field>[.<field>…];"
                + " this one is left out",
            "instrumentation.gc.enabled='maybe': expected auto, true or false; using auto"),
        config.warnings());
    assertEquals(
        List.of(256, 8 << 20, List.of(), List.of(new ClientSource(Kind.PEER, ""))),
        List.of(
            config.maxClients(), config.segmentBytes(), config.methods(), config.clientSources()));
  }

  @Test
  void namesAServiceByItsMainClassOrJar() {
    assertEquals(
        List.of("com.acme.Main", "app-1.0", "com.acme.Main", "java"),
        List.of(
            ServiceName.ofCommand("com.acme.Main --port 1"),
            ServiceName.ofCommand("/opt/app/app-1.0.jar x.jar"),
            ServiceName.ofCommand("acme/com.acme.Main"),
            ServiceName.ofCommand("")));
  }

  @Test
  void survivesAnyInput() {
    Random random = new Random(20260404);
    String alphabet = "=,;|#()[].-:/\\'\n\u0000\ud800äaeimnst019kM";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(6); i >= 0; i--) {
        if (random.nextBoolean()) {
          ConfigKey key = ConfigKey.values()[random.nextInt(ConfigKey.values().length)];
          text.append(random.nextInt(4) == 0 ? key.variable() : key.key()).append('=');
        }
        for (int j = random.nextInt(30); j > 0; j--) {
          text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        text.append(',');
      }
      Map<String, String> environment = new HashMap<>();
      for (ConfigKey key : ConfigKey.values()) {
        environment.put(key.variable(), text.substring(random.nextInt(text.length())));
      }
      AgentConfig config = parse(text.toString(), environment, text.toString());
      assertTrue(config.warnings().size() <= 20, () -> "warnings: " + config.warnings());
      for (String warning : config.warnings()) {
        assertTrue(warning.length() < 600 && warning.indexOf('\n') < 0, warning);
      }
    }
  }

  private static AgentConfig parse(String arguments, Map<String, String> environment, String file) {
    return ConfigParser.parse(
        new ConfigInput(
            arguments,
            environment,
            path -> {
              if (path.equals("/missing")) {
                throw new FileNotFoundException("/missing (No such file)");
              }
              return file;
            },
            "com.acme.Main --serve"));
  }
}
