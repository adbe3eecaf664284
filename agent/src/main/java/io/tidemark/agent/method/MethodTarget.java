package io.tidemark.agent.method;

import io.tidemark.agent.record.Ledger;
import io.tidemark.agent.weave.Target;
import io.tidemark.agent.weave.Weaving;
import io.tidemark.segment.RpcSystem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A class with methods named in the configuration.
 *
 * @param className its name
 * @param handlers its methods, each with the handler that it is counted as
 * @param warnings takes a line about a method that the class does not have
 */
public record MethodTarget(String className, List<Handler> handlers, Consumer<String> warnings)
    implements Target {

  /**
   * A method that is counted as a handler.
   *
   * @param index of the handler in the ledger
   */
  record Handler(MethodSpec method, int index) {}

  /** The classes of configured methods, whose handlers get their places in the ledger here. */
  public static List<Target> of(
      List<MethodSpec> methods, Ledger ledger, Consumer<String> warnings) {
    Map<String, List<Handler>> byClass = new LinkedHashMap<>();
    for (MethodSpec method : methods) {
      List<Handler> handlers = byClass.get(method.className());
      if (handlers == null) {
        handlers = new ArrayList<>();
        byClass.put(method.className(), handlers);
      }
      handlers.add(new Handler(method, ledger.handler(RpcSystem.JAVA, method.handler())));
    }
    List<Target> targets = new ArrayList<>();
    for (Map.Entry<String, List<Handler>> entry : byClass.entrySet()) {
      targets.add(new MethodTarget(entry.getKey(), entry.getValue(), warnings));
    }
    return targets;
  }

  @Override
  public Weaving weaving() {
    return new MethodWeaving(this);
  }
}
