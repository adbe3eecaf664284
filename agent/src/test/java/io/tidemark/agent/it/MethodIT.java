package io.tidemark.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.agent.child.MethodChild;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is counted of configured methods, and that the agent is silent about it. */
class MethodIT {
  private static final String FEEDS = "com.acme.Feeds";

  @TempDir(factory = SharedMemory.class)
  Path work;

  @ParameterizedTest
  @EnumSource(Jdk.class)
  void countsConfiguredMethods(Jdk jdk) throws Exception {
    String methods =
        FEEDS
            + "#load(client=0,batch=1)|"
            + FEEDS
            + "#count[java.util.Map](batch=0,name=Feeds/count)|"
            + FEEDS
            + "#store(client=0,batch=1)|"
            + FEEDS
            + "#later(client=0)|"
            + FEEDS
            + "#nothing";
    Child.Launch launch =
        Child.Launch.of(jdk, MethodChild.class).agent("service.name=feeds,methods=" + methods);
    try (Child child = Child.start(launch, work)) {
      child.awaitReady();
      assertEquals(
          """
          indexer java:com.acme.Feeds/load ENDED=3 STARTED=3 ITEMS=4\
           ERROR_EXCEPTION=1 items{<=0: 1, <=1: 1, <=3: 1} bytes{}
          patient java:com.acme.Feeds/later ENDED=2 STARTED=3 ITEMS=3\
           ERROR_EXCEPTION=1 items{<=1: 3} bytes{}
          single java:com.acme.Feeds/load ENDED=1 STARTED=1 ITEMS=1\
           items{<=1: 1} bytes{}
          17 java:com.acme.Feeds/store ENDED=1 STARTED=1 ITEMS=100\
           items{<=107: 1} bytes{}
          unknown java:Feeds/count ENDED=1 STARTED=1 ITEMS=2 items{<=2: 1} bytes{}
          """
              .lines()
              .sorted()
              .toList(),
          Rows.text(child.segment()).lines().sorted().toList());
      assertEquals(
          """
          tidemark VERSION: recording feeds to FILE
          tidemark VERSION: methods: com.acme.Feeds has no method nothing with a\
           body and the types that were given
          """,
          child.errors());
      assertEquals(0, child.finish());
    }
  }
}
