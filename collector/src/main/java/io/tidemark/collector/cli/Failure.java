package io.tidemark.collector.cli;

import io.tidemark.collector.access.SettingException;
import io.tidemark.segment.SegmentDirectory;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ParameterException;

/** A command that failed for a reason that its user can do something about. */
final class Failure extends Exception {
  private static final long serialVersionUID = 1;

  Failure(String message, Throwable cause) {
    super(message, cause);
  }

  Failure(String message) {
    super(message);
  }

  /** The segments' files, or the reason why the directory cannot be read. */
  static List<Path> list(SegmentDirectory directory) throws Failure {
    try {
      return directory.segments();
    } catch (IOException e) {
      throw unreadable(directory, e);
    }
  }

  static Failure unreadable(SegmentDirectory directory, IOException e) {
    return new Failure(
        "cannot read %s: %s; expected a directory that this user can list, set --dir or %s to it"
            .formatted(directory.path(), reason(e), SegmentDirectory.VARIABLE),
        e);
  }

  private static String reason(IOException e) {
    if (e instanceof NotDirectoryException) {
      return "it is not a directory";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e instanceof FileSystemException failed && failed.getReason() != null
        ? failed.getReason()
        : describe(e);
  }

  /** What to tell of an exception: its message, and its kind where that is needed to make sense. */
  static String describe(Throwable e) {
    boolean clear =
        e instanceof Failure || e instanceof ParameterException || e instanceof SettingException;
    return clear && e.getMessage() != null ? e.getMessage() : e.toString();
  }
}
