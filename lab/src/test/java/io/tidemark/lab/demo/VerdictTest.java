package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final String NAMED =
      """
      {"window_seconds": 10.0,
       "verdict": {"stands_out": true, "service": "dataplane", "client": "new-indexer",
                   "method": "dataplane.Posts/GetPostRecord", "sentence": "new-indexer, it is"},
       "rows": []}
      """;
  private static final String QUIET =
      """
      {"window_seconds": 10.0,
       "verdict": {"stands_out": false, "service": null, "client": null, "method": null,
                   "sentence": "nothing stands out"},
       "rows": []}
      """;

  @Test
  void namesAClientAndAMethod() {
    Verdict verdict = Verdict.parse(NAMED);
    assertEquals(
        new Verdict(true, "new-indexer", "dataplane.Posts/GetPostRecord", "new-indexer, it is"),
        verdict);
    assertTrue(verdict.names("new-indexer", "dataplane.Posts/GetPostRecord"));
    assertFalse(verdict.names("new-indexer", "dataplane.Feeds/GetFeed"));
    assertFalse(verdict.names("web-frontend", "dataplane.Posts/GetPostRecord"));
  }

  @Test
  void namesNobodyWhenNothingStandsOut() {
    Verdict verdict = Verdict.parse(QUIET);
    assertEquals(new Verdict(false, null, null, "nothing stands out"), verdict);
    assertFalse(verdict.names("new-indexer", "dataplane.Posts/GetPostRecord"));
  }

  @Test
  void refusesWhatIsNoVerdict() {
    for (String text : new String[] {"", "{}", "[]", "no json", "{\"verdict\": null}"}) {
      assertThrows(LabException.class, () -> Verdict.parse(text));
    }
  }
}
