package io.tidemark.collector.page;

import com.sun.net.httpserver.HttpExchange;
import io.tidemark.collector.store.PointsTooMany;
import io.tidemark.collector.store.SampleStore;
import io.tidemark.collector.store.Series;
import io.tidemark.collector.store.SeriesQuery;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /api/v1/series}: what was measured when, from the collector's own store. */
final class SeriesEndpoint implements Endpoint {
  private final Optional<SampleStore> store;
  private final Clock clock;

  SeriesEndpoint(Optional<SampleStore> store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Answer answer(HttpExchange request) {
    if (store.isEmpty()) {
      return Answer.text(404, "the store is off; start the collector without --store off");
    }
    try {
      String typed = request.getRequestURI().getRawQuery();
      SeriesQuery query = SeriesParameters.parse(typed == null ? "" : typed, clock.millis());
      List<Series> series = store.get().query(query);
      return new Answer(
          200, Map.of("Content-Type", Routes.JSON), out -> SeriesJson.write(out, query, series));
    } catch (IllegalArgumentException | PointsTooMany e) {
      return Answer.text(400, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return Answer.text(503, "the store cannot be read: " + e.getMessage());
    }
  }
}
