package io.tidemark.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.agent.child.QuietChild;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Class-data sharing stays on: for the JDK's classes, and for the service's own archive. */
class SharingIT {
  private static final String HANDSHAKE = "io.tidemark.agent.child.Handshake";

  @TempDir(factory = SharedMemory.class)
  Path work;

  @ParameterizedTest
  @EnumSource(Jdk.class)
  void classesStillComeFromTheArchives(Jdk jdk) throws Exception {
    String jar = jar().toString();
    Path archive = work.resolve("service.jsa");
    Path java = jdk.home().resolve("bin/java");
    Process dump =
        new ProcessBuilder(
                java.toString(),
                "-XX:ArchiveClassesAtExit=" + archive,
                "-cp",
                jar,
                QuietChild.class.getName())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    dump.getOutputStream().close();
    assertEquals(0, dump.waitFor());

    Path log = work.resolve("classes.log");
    Child.Launch launch =
        Child.Launch.of(jdk, QuietChild.class)
            .classPath(jar)
            .jvm(
                "-Xshare:auto", "-XX:SharedArchiveFile=" + archive, "-Xlog:class+load:file=" + log);
    try (Child child = Child.start(launch, work)) {
      child.awaitReady();
      assertEquals(0, child.finish());
      assertEquals(
          List.of("shared objects file", "shared objects file (top)"),
          List.of(source(log, "java.util.HashMap"), source(log, HANDSHAKE)));
      assertEquals(
          "tidemark VERSION: recording " + QuietChild.class.getName() + " to FILE\n",
          child.errors());
    }
  }

  private Path jar() throws IOException {
    Path jar = work.resolve("service.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name : List.of(QuietChild.class.getName(), HANDSHAKE)) {
        String file = name.replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(file));
        copy(file, out);
      }
    }
    return jar;
  }

  private static void copy(String classFile, OutputStream out) throws IOException {
    try (var in = SharingIT.class.getClassLoader().getResourceAsStream(classFile)) {
      java.util.Objects.requireNonNull(in, classFile).transferTo(out);
    }
  }

  private static String source(Path log, String className) throws IOException {
    for (String line : Files.readAllLines(log)) {
      int start = line.indexOf(className + " source: ");
      if (start >= 0) {
        return line.substring(start + className.length() + " source: ".length()).trim();
      }
    }
    return "not loaded";
  }
}
