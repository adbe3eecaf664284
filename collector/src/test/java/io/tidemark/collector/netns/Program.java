package io.tidemark.collector.netns;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs the system's programs, to prepare namespaces and to compare with. */
public final class Program {
  private Program() {}

  /** What a program prints; fails unless it ends well. */
  public static String run(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException(List.of(command) + " ended with " + status + ": " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(command[0]);
    }
    return output;
  }

  /**
   * Ends the test where it cannot run, which is a failure where it must: as root, with iproute2 and
   * util-linux.
   */
  public static void requireNamespaces() throws IOException {
    try {
      run("unshare", "--net", "ip", "link", "set", "lo", "up");
      run("ss", "-V");
      run("setpriv", "--version");
      run("nsenter", "--version");
    } catch (IOException e) {
      if (System.getenv("TIDEMARK_REQUIRE_ALL") != null) {
        throw e;
      }
      abort("no network namespaces can be made here: " + e.getMessage());
    }
  }
}
