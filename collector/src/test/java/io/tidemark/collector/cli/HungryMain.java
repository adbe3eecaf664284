package io.tidemark.collector.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A service that {@link KillIT} starts: serves requests, takes memory until it is killed, or exits.
 * Answers each command with itself, once it is done.
 */
final class HungryMain {
  private static final int CHUNK_BYTES = 8 << 20;
  private static final int MAX_CHUNKS = 128;

  private HungryMain() {}

  /** A handler, by the agent's setting {@code methods}. */
  static int load(String client, int[] batch) {
    return client.length() + batch.length;
  }

  public static void main(String[] arguments) throws IOException {
    System.out.println("ready");
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "serve" -> serve(words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]));
        case "grow" -> grow();
        case "exit" -> System.exit(0);
        default -> throw new IOException("told to " + line);
      }
      System.out.println(line);
    }
  }

  private static void serve(String client, int requests, int items) {
    int served = 0;
    for (int i = 0; i < requests; i++) {
      served += load(client, new int[items]);
    }
    if (served == 0) {
      throw new IllegalStateException("nothing was served");
    }
  }

  // Outside the heap, whose own limit would be met first.
  private static void grow() {
    List<ByteBuffer> taken = new ArrayList<>();
    while (taken.size() < MAX_CHUNKS) {
      ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
      for (int page = 0; page < CHUNK_BYTES; page += 4096) {
        chunk.put(page, (byte) 1);
      }
      taken.add(chunk);
    }
    throw new IllegalStateException("took " + taken.size() + " chunks and was not killed");
  }
}
