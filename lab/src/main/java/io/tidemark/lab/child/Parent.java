package io.tidemark.lab.child;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.function.Consumer;

/**
 * The process that started this one, as seen from here. To the parent goes one line a message: a
 * word and a JSON value. From the parent comes one command a line; the end of that stream means
 * that the parent is gone, however it went, and ends this process.
 */
public final class Parent {
  private final InputStream commands;
  private final PrintStream messages;
  private final Gson gson = new Gson();
  private long told;

  public Parent(InputStream commands, PrintStream messages) {
    this.commands = commands;
    this.messages = messages;
  }

  /** Sends one message; {@code value} is a record, a number or a string. */
  public synchronized void tell(String word, Object value) {
    told++;
    messages.println(word + " " + gson.toJson(value));
    messages.flush();
  }

  /** Messages sent so far. */
  public synchronized long told() {
    return told;
  }

  /**
   * Hands every command to {@code onCommand}, on a daemon thread, and calls {@code onGone} once the
   * parent is gone.
   */
  public void obey(Consumer<String> onCommand, Runnable onGone) {
    Thread thread = new Thread(() -> read(onCommand, onGone), "parent");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(Consumer<String> onCommand, Runnable onGone) {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(commands, UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        onCommand.accept(line.strip());
      }
    } catch (IOException e) {
      // A broken pipe says the same as its end: nobody is there any more.
    } finally {
      onGone.run();
    }
  }
}
