package io.tidemark.agent.task;

import io.tidemark.agent.hold.PerClass;
import java.util.Set;

/** What kinds of stages there are, by their classes. */
final class StageKinds {
  // What futures make beside the service's stages, to pass a result on.
  private static final String JDK = "java.util.concurrent.CompletableFuture$";
  private static final String GUAVA = "com.google.common.util.concurrent.AbstractFuture$";
  private static final Set<String> PASSING_ON =
      Set.of(
          JDK + "UniRelay",
          JDK + "BiRelay",
          JDK + "AnyOf",
          JDK + "CoCompletion",
          GUAVA + "SetFuture",
          GUAVA + "DelegatingToFuture");

  private final PerClass<Boolean> running =
      new PerClass<>() {
        @Override
        protected Boolean compute(Class<?> type) {
          return !PASSING_ON.contains(type.getName());
        }
      };

  /** Whether it runs any code but the library's. */
  boolean runsCode(Object stage) {
    return running.get(stage.getClass());
  }
}
