package io.tidemark.collector.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.segment.Label;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts of procfs, as they are and as they could be. */
final class ProcParsersTest {
  private static final String MAPS =
      """
      55d0-55d1 r--p 00000000 fe:00 1835                       /usr/lib/jvm/jdk/bin/java
      7f1c-7f24 rw-s 00000000 00:2d 5                          /tmp/hsperfdata_app/42
      7f24-7f2c rw-s 00000000 00:2d 6                          /dev/shm/tidemark/42-ab.segment
      7f24-7f2c rw-s 00000000 00:2d 7                          /dev/shm/tidemark/42-cd.segment (deleted)
      7f24-7f2c rw-s 00008000 00:2d 6                          /dev/shm/tidemark/42-ab.segment
      7f2c-7f34 r--s 00000000 fe:00 7                          /x/hsperfdata_/42x
      7f2c-7f34 r-xp 00000000 fe:00 9                          /usr/lib/jvm/jdk/lib/server/libjvm.so
      7ffd-7ffe rw-p 00000000 00:00 0                          [stack]
      """;
  private static final String ENVIRON =
      "PATH=/bin\0OTEL_SERVICE_NAME=feeds\0OTEL_RESOURCE_ATTRIBUTES=a=b,service.name=x%20y,c=\0"
          + "JAVA_TOOL_OPTIONS=-XX:-UsePerfData -Dotel.service.name=tool\0OTEL_SERVICE_NAME=two\0=\0";
  private static final String CMDLINE =
      "/usr/bin/java\0-Xmx1g\0-cp\0/app.jar\0-Dotel.service.name=own\0--add-opens\0a/b=c\0a.b.Main\0-x\0";

  @Test
  void readsMappings() throws IOException {
    assertEquals(
        new Mappings(
            true,
            Optional.of("/tmp/hsperfdata_app/42"),
            List.of("/dev/shm/tidemark/42-ab.segment")),
        Mappings.parse(ProcText.lines(bytes(MAPS))));
  }

  @Test
  void readsWhatAJvmWasStartedWith() {
    JavaCommand command = JavaCommand.parse(bytes(CMDLINE), bytes(ENVIRON));
    assertEquals(
        Map.of(
            "OTEL_SERVICE_NAME", "feeds",
            "OTEL_RESOURCE_ATTRIBUTES", "a=b,service.name=x%20y,c=",
            "JAVA_TOOL_OPTIONS", "-XX:-UsePerfData -Dotel.service.name=tool"),
        command.environment());
    assertEquals("a.b.Main", command.main());
    assertEquals(Optional.of("own"), command.service());
    assertTrue(command.perfOff());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "java Main | | -",
        "java Main | OTEL_SERVICE_NAME=feeds | feeds",
        "java Main | OTEL_SERVICE_NAME= ;OTEL_RESOURCE_ATTRIBUTES=service.name=a%2Cb | a,b",
        "java Main | OTEL_RESOURCE_ATTRIBUTES=xservice.name=a,service.name= | -",
        "java Main | OTEL_RESOURCE_ATTRIBUTES= service.name = a%zz%4 | a%zz%4",
        "java -Dotel.service.name=p Main | OTEL_SERVICE_NAME=feeds | p",
        "java Main -Dotel.service.name=p | OTEL_SERVICE_NAME=feeds | feeds",
        "java -jar -Dotel.service.name=p | OTEL_SERVICE_NAME=feeds | feeds",
        "java -cp -Dotel.service.name=p Main | OTEL_SERVICE_NAME=feeds | feeds",
        "java Main | JAVA_TOOL_OPTIONS=-Xmx1g -Dotel.service.name=t;OTEL_SERVICE_NAME=f | t",
      })
  void namesTheServiceByOpenTelemetrysRules(String cmdline, String environ, String service) {
    JavaCommand command =
        JavaCommand.parse(
            bytes(cmdline.replace(' ', '\0') + '\0'),
            bytes(Optional.ofNullable(environ).orElse("").replace(';', '\0') + '\0'));
    assertEquals(Optional.ofNullable(service), command.service());
  }

  @ParameterizedTest
  @CsvSource({
    "java -jar /opt/feeds-1.2.jar x, feeds-1.2",
    "java -p /mods -m a.b/c.d.Main x, Main",
    "java --module=a.b/c.d.Main x, Main",
    "java -Xmx1g @args a.Main, Main",
    "java -cp /a:/b Main y z, Main",
    "java -version, ''",
    "java -jar, ''",
    "java, ''"
  })
  void findsTheMainClassOrJar(String cmdline, String main) {
    JavaCommand command = JavaCommand.parse(bytes(cmdline.replace(' ', '\0') + '\0'), new byte[0]);
    assertEquals(main, MainName.of(command.main()).orElse(""));
  }

  @Test
  void readsNumbers() throws IOException {
    assertEquals(
        new ProcessStatus(7), ProcessStatus.parse(ProcText.lines(bytes("a\nNSpid:\t42\t7\n")), 42));
    assertEquals(new ProcessStatus(0), ProcessStatus.parse(List.of("NSpid:\t42\t7"), 4));
    assertEquals(new ProcessStatus(0), ProcessStatus.parse(List.of("NSpid:", "x"), 4));
    assertEquals(0, Digits.of("1234567890123456789"));
    assertEquals(0, Digits.of("-1"));
  }

  // Whatever the texts are, parsing ends, and what is told of them is bounded.
  @Test
  void survivesWhateverIsInThem() throws IOException {
    Random random = new Random(4);
    for (int round = 0; round < 20_000; round++) {
      Mappings mappings = Mappings.parse(ProcText.lines(mutated(MAPS, random)));
      assertTrue(mappings.segments().size() <= Mappings.MAX_SEGMENTS);
      ProcessStatus.parse(ProcText.lines(mutated("Name:\tx\nNSpid:\t42\t7\n", random)), 42);
      JavaCommand command = JavaCommand.parse(mutated(CMDLINE, random), mutated(ENVIRON, random));
      command.perfOff();
      String service = command.service().map(name -> Label.clean(name, 100)).orElse("");
      assertTrue(service.getBytes(StandardCharsets.UTF_8).length <= 100);
      assertTrue(MainName.of(command.main()).orElse("").length() <= 100);
    }
  }

  private static byte[] mutated(String text, Random random) {
    byte[] bytes = bytes(text);
    byte[] mutated = new byte[random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length];
    System.arraycopy(bytes, 0, mutated, 0, mutated.length);
    for (int i = random.nextInt(8); i > 0 && mutated.length > 0; i--) {
      byte[] likely = {0, '\n', '=', ',', '%', '/', ' ', ':', -1, (byte) random.nextInt()};
      mutated[random.nextInt(mutated.length)] = likely[random.nextInt(likely.length)];
    }
    return mutated;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
