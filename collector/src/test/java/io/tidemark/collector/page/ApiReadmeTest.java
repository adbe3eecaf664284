package io.tidemark.collector.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.export.Readers;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.sample.Source;
import io.tidemark.collector.store.SampleStore;
import io.tidemark.collector.store.StoreSettings;
import io.tidemark.collector.verdict.Verdict;
import io.tidemark.collector.who.Death;
import io.tidemark.collector.who.Deaths;
import io.tidemark.collector.who.Exit;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds what README says of the API against a real site. */
final class ApiReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(/[^` ]*)` \\|");
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "(?m)^\\$ curl (?:-N )?'?http://127\\.0\\.0\\.1:9464(/api/[^ '?\n]+)([^ '\n]*)'?\n");

  @TempDir private Path directory;

  @Test
  void namesEveryPathAndNoOther() throws Exception {
    String table = readme().split("## Endpoints", 2)[1].split("\n## ", 2)[0];
    assertEquals(
        routes(Optional.empty()).paths(),
        ROW.matcher(table)
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** Each path of the API has one, which has the fields that the answer has. */
  @Test
  void showsAnExampleOfEachAnswer() throws Exception {
    try (SampleStore store =
            SampleStore.start(new StoreSettings(directory, StoreSettings.MIN_BYTES));
        Site site = Site.bind("127.0.0.1", 0, new Access(null, null))) {
      Routes routes = routes(Optional.of(store));
      site.start(routes);
      Set<String> shown = new TreeSet<>();
      String readme = readme();
      Matcher example = EXAMPLE.matcher(readme);
      while (example.find()) {
        String path = example.group(1);
        shown.add(path);
        if (!path.equals(LiveFeed.PATH)) {
          String rest = readme.substring(example.end());
          String answer = get(site, path + example.group(2));
          assertEquals(fields(answer), fields(rest.split("\n(?:```|\\$)", 2)[0]), path);
        }
      }
      Set<String> api = new TreeSet<>(routes.paths());
      api.removeIf(path -> !path.startsWith("/api/"));
      assertEquals(api, shown);
    }
  }

  private static Routes routes(Optional<SampleStore> store) {
    Readers readers = new Readers();
    Source host = new Source("tidemark-collector", "h", 0, Map.of(), true);
    NumberSample sample = new NumberSample(Metric.COLLECTOR_INFO, host, List.of("1"), 1);
    readers.accept(new Snapshot(1000, List.of(sample)));
    Deaths deaths = new Deaths();
    deaths.add(
        new Death("s", "i", 1, 1, OptionalLong.of(1000), Exit.OOM_KILL, 0, Optional.empty()));
    return new Routes(
        readers,
        new LedgerRing(readers::latest, Duration.ofSeconds(10)),
        deaths,
        () -> Verdict.NONE,
        new Timeline(),
        store,
        Clock.systemUTC(),
        () -> Duration.ofSeconds(5));
  }

  private static String get(Site site, String target) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + site.port() + target);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }

  /** The names of the outermost object, or of the first one in the outermost array. */
  private static Set<String> fields(String json) {
    Set<String> fields = new TreeSet<>();
    int outermost = json.strip().startsWith("[") ? 2 : 1;
    int depth = 0;
    Matcher token = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"(\\s*:)?|[{\\[}\\]]").matcher(json);
    while (token.find()) {
      switch (token.group().charAt(0)) {
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {
          if (depth == outermost && token.group(2) != null) {
            fields.add(token.group(1));
          }
        }
      }
    }
    return fields;
  }

  private static String readme() throws IOException {
    return Files.readString(README);
  }
}
