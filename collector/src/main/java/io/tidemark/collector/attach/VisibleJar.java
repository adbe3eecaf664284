package io.tidemark.collector.attach;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32C;

/**
 * The agent's jar where a JVM can read it: where it is, or else a copy in that JVM's own {@code
 * /tmp}, which is removed when this is closed; by then the JVM has opened it.
 *
 * @param path as the JVM knows it
 * @param copy the copy as it is known here, if there is one
 */
record VisibleJar(String path, Optional<Path> copy) implements Closeable {
  private static final String FOLDER = "/tmp/";

  static VisibleJar of(Path jar, TargetProcess target) throws AttachException {
    // The JVM takes what follows the first '=' for the agent's arguments.
    String path = jar.toString();
    if (!target.foreign() && target.sees(jar) && path.indexOf('=') < 0 && path.indexOf('\n') < 0) {
      return new VisibleJar(path, Optional.empty());
    }
    Path folder =
        target
            .temporary()
            .orElseThrow(
                () ->
                    new AttachException(
                        "%s is not readable for JVM %d, and its /tmp is no folder to copy it to"
                            .formatted(jar, target.pid())));
    try {
      byte[] bytes = Files.readAllBytes(jar);
      Path copy = write(folder, bytes);
      return new VisibleJar(FOLDER + copy.getFileName(), Optional.of(copy));
    } catch (IOException e) {
      throw new AttachException(
          "cannot copy %s to %s, where JVM %d could read it: %s"
              .formatted(jar, folder, target.pid(), e),
          e);
    }
  }

  // The same name for the same jar, since the JVM remembers each; another if somebody has it.
  private static Path write(Path folder, byte[] bytes) throws IOException {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    String name = "tidemark-agent-" + Long.toHexString(checksum.getValue());
    try {
      return create(folder.resolve(name + ".jar"), bytes);
    } catch (FileAlreadyExistsException e) {
      String other = name + "-" + Long.toHexString(new Random().nextLong()) + ".jar";
      return create(folder.resolve(other), bytes);
    }
  }

  private static Path create(Path copy, byte[] bytes) throws IOException {
    OpenOption[] asNew = {
      StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS
    };
    Files.write(copy, bytes, asNew);
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
    return copy;
  }

  @Override
  public void close() {
    try {
      if (copy.isPresent()) {
        Files.deleteIfExists(copy.get());
      }
    } catch (IOException e) {
      // It stays in the /tmp of a JVM that has gone, or of its container.
    }
  }
}
