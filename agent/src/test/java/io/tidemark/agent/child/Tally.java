package io.tidemark.agent.child;

import com.acme.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** What a child knows that it has caused, by client and column, to be compared with the ledger. */
final class Tally {
  /** Whoever works for no request. */
  static final String NOBODY = "unattributed";

  private final Map<String, Map<String, Long>> counts = new TreeMap<>();

  void add(String client, String column, long amount) {
    if (amount != 0) {
      Map<String, Long> row = counts.computeIfAbsent(client, name -> new TreeMap<>());
      row.merge(column, amount, Long::sum);
    }
  }

  /** Runs work for a client, or for nobody. */
  static void run(String client, Callable<?> work) throws Exception {
    Object unused = call(client, work);
  }

  /** The same, for work with a result. */
  static <T> T call(String client, Callable<T> work) throws Exception {
    return client.equals(NOBODY) ? work.call() : Work.as(client, work);
  }

  /** Writes one line for each client: a channel's write, which is none to the console. */
  void write(Path file) throws IOException {
    Files.writeString(file, toString());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    counts.forEach((client, row) -> text.append(client).append(' ').append(row).append('\n'));
    return text.toString();
  }
}
