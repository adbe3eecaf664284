package io.tidemark.collector.postmortem;

import io.tidemark.collector.store.PointsTooMany;
import io.tidemark.collector.store.SampleStore;
import io.tidemark.collector.store.Series;
import io.tidemark.collector.store.SeriesQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where series come from. */
public interface SeriesSource {
  /**
   * What was measured.
   *
   * @throws PointsTooMany when the answer would be too long
   * @throws IOException when it cannot be read
   */
  List<Series> query(SeriesQuery query) throws IOException, PointsTooMany;

  /** Of the files of a collector that does not run. */
  static SeriesSource of(Path directory) {
    return query -> SampleStore.query(directory, query);
  }
}
