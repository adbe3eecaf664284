package io.tidemark.collector.socket;

import com.sun.jna.Native;
import io.tidemark.collector.socket.NamespaceException.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * The network namespace of another process, entered by {@code setns}.
 *
 * <p>A thread that entered a namespace is never to do anything else again: each task runs on a
 * platform thread of its own, which then ends, and nothing of the JVM is elsewhere than before.
 * What the task opens there stays of that namespace whoever uses it, a socket above all; so a
 * thread is needed only to open something, and for {@code /proc/sys/net}, which shows the reader's
 * namespace.
 *
 * <p>Source: {@code setns(2)}, {@code network_namespaces(7)}.
 */
public final class ForeignNamespace implements InNamespace {
  private final Supplier<Path> link;
  private final String identity;

  /**
   * Enters nothing yet.
   *
   * @param link such as {@code /proc/4711/ns/net}, of a process that is in there at the time
   * @param identity where that link led: process ids are used again, and then it leads elsewhere
   */
  public ForeignNamespace(Supplier<Path> link, String identity) {
    this.link = link;
    this.identity = identity;
  }

  @Override
  public <T> T call(Task<T> task) throws IOException {
    LibC.load();
    FutureTask<T> run =
        new FutureTask<>(
            () -> {
              enter(link.get());
              return task.call();
            });
    start(run);
    try {
      return run.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException("in " + identity + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("while waiting for a task in " + identity);
    }
  }

  private void start(Runnable run) throws NamespaceException {
    Thread thread = new Thread(run, "tidemark-namespace");
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (OutOfMemoryError e) { // no memory or no thread left: not this caller's end
      throw new NamespaceException(
          Reason.SETNS_FAILED, "no thread to enter " + identity + ": " + e.getMessage());
    }
  }

  private void enter(Path path) throws IOException {
    int file = LibC.open(path.toString(), LibC.READ_CLOSE_ON_EXEC);
    if (file < 0) {
      throw failure("open", path);
    }
    try {
      // What is open cannot change any more, while the link itself can.
      String found = Files.readSymbolicLink(Path.of("/proc/self/fd/" + file)).toString();
      if (!found.equals(identity)) {
        throw new NamespaceException(
            Reason.GONE, path + " leads to " + found + ", expected " + identity);
      }
      if (LibC.setns(file, LibC.CLONE_NEWNET) < 0) {
        throw failure("setns", path);
      }
    } finally {
      LibC.close(file);
    }
  }

  private NamespaceException failure(String call, Path path) {
    int error = Native.getLastError();
    Reason reason =
        switch (error) {
          case LibC.NOT_PERMITTED, LibC.ACCESS_DENIED -> Reason.SETNS_DENIED;
          case LibC.NOT_THERE, LibC.NO_PROCESS -> Reason.GONE;
          default -> Reason.SETNS_FAILED;
        };
    return new NamespaceException(reason, call + " of " + path + " failed, errno " + error);
  }
}
