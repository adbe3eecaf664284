package io.tidemark.agent.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class CallSitesTest {
  private final StackWalker walker =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  @Test
  void namesTheInnermostFrameThatIsNotTheJdks() {
    CallSite site = walker.walk(new CallSites(null));
    assertNotNull(site);
    assertEquals(
        "CallSitesTest.namesTheInnermostFrameThatIsNotTheJdks:LINE",
        site.text().replaceAll("\\d+$", "LINE"));
    assertEquals(getClass(), site.classes().get(0));
  }

  @Test
  void findsNothingWhereNothingIsTheServices() {
    assertNull(walker.walk(new CallSites(getClass().getClassLoader())));
  }
}
