package io.tidemark.collector.who;

import io.tidemark.segment.SegmentDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A note beside the segment of each JVM that ended, {@code *.segment.death}: what the collector
 * that watched knew of the end, for {@code who} and for the next collector. It goes when the
 * segment does. Whoever may write into the directory may write notes: they are bounded, checked,
 * and never followed if they are links.
 */
public final class DeathNotes {
  private static final String SUFFIX = SegmentDirectory.SUFFIX + ".death";
  private static final String UNFINISHED = ".death-unfinished";
  private static final int MAX_BYTES = 16 << 10;

  private final SegmentDirectory directory;
  private final boolean written;

  /** The notes in a directory. */
  public DeathNotes(SegmentDirectory directory) {
    this(directory, true);
  }

  private DeathNotes(SegmentDirectory directory, boolean written) {
    this.directory = directory;
    this.written = written;
  }

  /** The same for whoever only looks: {@link #write} and {@link #sweep} do nothing. */
  public static DeathNotes onlyRead(SegmentDirectory directory) {
    return new DeathNotes(directory, false);
  }

  /**
   * Writes a note, whole or not at all.
   *
   * @throws IOException when the directory cannot be written to
   */
  public void write(Path segment, Death death) throws IOException {
    if (!written) {
      return;
    }
    Path unfinished = beside(segment, UNFINISHED);
    Files.deleteIfExists(unfinished);
    try (Writer out =
        Files.newBufferedWriter(
            unfinished,
            StandardCharsets.UTF_8,
            StandardOpenOption.CREATE_NEW, // so that no link is followed
            StandardOpenOption.WRITE)) {
      DeathProperties.of(death).store(out, null);
    }
    Files.move(unfinished, note(segment), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The note beside a segment, if there is one that can be made sense of. */
  public Optional<Death> find(Path segment) {
    Path file = note(segment);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return DeathProperties.parse(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Removes the notes whose segment is gone.
   *
   * @throws IOException when the directory cannot be listed or written to
   */
  public void sweep() throws IOException {
    if (!written) {
      return;
    }
    try (DirectoryStream<Path> notes = Files.newDirectoryStream(directory.path(), "*" + SUFFIX)) {
      for (Path note : notes) {
        String name = String.valueOf(note.getFileName());
        String segment = name.substring(0, name.length() - ".death".length());
        if (!Files.exists(note.resolveSibling(segment), LinkOption.NOFOLLOW_LINKS)) {
          Files.deleteIfExists(note);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (NotDirectoryException | NoSuchFileException e) {
      // No JVM has been started with the agent yet.
    }
  }

  private static Path note(Path segment) {
    return beside(segment, ".death");
  }

  private static Path beside(Path segment, String suffix) {
    return segment.resolveSibling(segment.getFileName() + suffix);
  }
}
