package io.tidemark.agent.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallSitesTest {
  private final CallSites sites = new CallSites(null);

  @Test
  void passesOverTheJdk() {
    List<CallSite> found = new ArrayList<>();
    List.of(1).forEach(number -> found.add(site()));
    assertEquals("CallSitesTest.site:LINE", found.get(0).text().replaceAll("\\d+", "LINE"));
    assertEquals(getClass(), found.get(0).classes().get(1));
  }

  private CallSite site() {
    CallSite site = sites.find();
    assertNotNull(site);
    return site;
  }
}
