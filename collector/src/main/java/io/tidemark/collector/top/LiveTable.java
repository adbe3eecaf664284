package io.tidemark.collector.top;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The table on a screen, until its reader leaves. Moments are fetched on a thread of their own, so
 * that a collector that does not answer keeps no key waiting.
 */
public final class LiveTable {
  /** How soon a moment that has come, or a new size of the terminal, is seen. */
  private static final long LOOK_MS = 200;

  private final Watch watch;
  private final Duration interval;
  private final CountDownLatch left = new CountDownLatch(1);
  private volatile Fetched fetched = new Fetched(null, "");

  /**
   * What was fetched last.
   *
   * @param moment null until there is one
   * @param trouble why there is no newer one; empty as a rule
   */
  private record Fetched(@Nullable Moment moment, String trouble) {}

  /** Shows nothing yet. */
  public LiveTable(Watch watch, Duration interval) {
    this.watch = watch;
    this.interval = interval;
  }

  /**
   * Shows it.
   *
   * @throws IOException when the terminal is gone
   */
  public void run(Screen screen) throws IOException, InterruptedException {
    Thread fetching = new Thread(this::fetch, "tidemark-top");
    fetching.setDaemon(true);
    fetching.start();
    try {
      follow(screen);
    } finally {
      left.countDown();
      fetching.join(Duration.ofSeconds(2).toMillis());
    }
  }

  private void follow(Screen screen) throws IOException {
    TopState state = TopState.INITIAL;
    Fetched shown = fetched;
    while (!state.ended()) {
      // A pause holds the rows still, and not what is wrong with fetching them.
      shown = state.paused() && shown.moment() != null ? shown : fetched;
      Moment moment = shown.moment();
      screen.show(
          moment == null
              ? TopFrame.waiting(shown.trouble())
              : TopFrame.screen(moment, state, screen.columns(), screen.rows(), fetched.trouble()));
      Optional<Key> key = screen.key(LOOK_MS);
      while (key.isPresent() && !state.ended()) {
        state = state.press(key.get());
        key = screen.key(1); // all that were pressed, then one frame
      }
    }
  }

  private void fetch() {
    try {
      do {
        fetched = next(Objects.requireNonNull(fetched));
      } while (!left.await(interval.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does; then it ends
    }
  }

  private Fetched next(Fetched before) {
    try {
      return new Fetched(watch.now(), "");
    } catch (IOException e) {
      return new Fetched(before.moment(), "no newer figures: " + e.getMessage());
    }
  }
}
