package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidemark.lab.incident.Suspect;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictJudgeTest {
  @Test
  void accusesEverySuspect() {
    String json =
        """
        {"epoch_ms":5,"state":"named","sentence":"Both.","findings":[{"suspects":[]}],
         "suspects":[{"service":"dataplane","client":"ads-api","method":"Posts/Get","share":0.5},
                     {"service":"dataplane","client":"web-jobs","method":"Posts/Get"}],
         "chain":[],"victims":[{"service":"dataplane","client":"feed-edge"}]}
        """;
    assertEquals(
        new VerdictJudge.Said(
            "Both.",
            Set.of(new Suspect("ads-api", "Posts/Get"), new Suspect("web-jobs", "Posts/Get"))),
        VerdictJudge.said(json));
  }

  @Test
  void accusesNobodyWithoutSuspects() {
    assertEquals(
        new VerdictJudge.Said("Nothing is wrong.", Set.of()),
        VerdictJudge.said(
            "{\"state\":\"quiet\",\"sentence\":\"Nothing is wrong.\",\"suspects\":[]}"));
  }

  @Test
  void refusesWhatIsNoVerdict() {
    for (String text :
        new String[] {
          "",
          "{}",
          "[]",
          "no json",
          "{\"sentence\":\"a\"}",
          "{\"suspects\":[]}",
          "{\"sentence\":\"a\",\"suspects\":[null]}",
          "{\"sentence\":\"a\",\"suspects\":[{\"client\":\"a\"}]}"
        }) {
      assertThrows(LabException.class, () -> VerdictJudge.said(text), text);
    }
  }
}
