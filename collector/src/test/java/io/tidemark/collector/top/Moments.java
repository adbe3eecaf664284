package io.tidemark.collector.top;

import io.tidemark.collector.remote.JsonValue;
import java.io.IOException;
import java.util.OptionalDouble;

/** Moments to be shown. */
final class Moments {
  static final long T0 = 1_800_000_000_000L;

  static final String ROWS =
      """
      {"window_seconds":10.0,
       "verdict":{"stands_out":true,"service":"dataplane","client":"new-indexer",
        "method":"dataplane.Posts/GetPostRecord","sentence":"new-indexer stands out."},
       "rows":[
        {"service":"dataplane","client":"web","method":"dataplane.Feeds/GetTimeline",
         "requests_per_second":1800.0,"request_share":0.88,"items_per_second":21600.0,"item_share":0.31,
         "time_share":0.2,"items_per_request":12.0,"caused":{"tasks":{"per_second":20.0,"share":0.01}}},
        {"service":"dataplane","client":"new-indexer","method":"dataplane.Posts/GetPostRecord",
         "requests_per_second":2.6,"request_share":0.013,"items_per_second":44200.0,"item_share":0.65,
         "time_share":0.5,"items_per_request":17000.0,
         "caused":{"dials":{"per_second":2210.0,"share":0.98},"tasks":{"per_second":44000.0,"share":0.99},
          "log_events":{"per_second":90.0,"share":1.0},"allocated_bytes":{"per_second":120500000.0,"share":0.7}}},
        {"service":"dataplane","client":"\\u001b[31mevil\\u202e","method":"dataplane.Posts/GetPostRecord",
         "requests_per_second":200.0,"request_share":0.1,"items_per_second":2400.0,"item_share":0.03,
         "time_share":0.3,"items_per_request":12.0,"caused":{}},
        {"service":"dataplane","client":"unattributed","method":"other",
         "requests_per_second":0.0,"request_share":0.0,"items_per_second":0.0,"item_share":0.0,
         "time_share":0.0,"items_per_request":0.0,"caused":{"dials":{"per_second":30.0,"share":0.02}}}]}""";

  static final String VERDICT =
      """
      {"epoch_ms":1800000037000,"state":"named",
       "sentence":"new-indexer, through dataplane.Posts/GetPostRecord, sends 2.6 requests/s of 17,000 items; 127.32.0.1 has no port left in 4.4 s.",
       "findings":[{"symptom":"ports","severity":"critical","cause":"client","place":"127.32.0.1",
        "sentence":"Ports run out.","since_epoch_ms":1800000026000,"forecast_seconds":4.4,
        "advice":"Stop the client.","runbook":"alerts/RUNBOOK.md#ports",
        "numbers":[{"name":"ports","value":0.9,"usual":0.0018,"unit":"1"}]}],
       "suspects":[{"service":"dataplane","client":"new-indexer","method":"dataplane.Posts/GetPostRecord"}],
       "chain":[{"stage":"items","since_epoch_ms":1800000025000},{"stage":"ports","since_epoch_ms":1800000026000}],
       "victims":[{"client":"notifier"}]}""";

  private Moments() {}

  static Moment incident() throws IOException {
    return new Moment(
        T0,
        "http://127.0.0.1:9464",
        JsonValue.parse(ROWS),
        JsonValue.parse(VERDICT),
        new Vitals(
            OptionalDouble.of(12_204),
            OptionalDouble.of(28_232),
            OptionalDouble.of(4.4),
            OptionalDouble.of(16_028),
            OptionalDouble.of(312)));
  }
}
