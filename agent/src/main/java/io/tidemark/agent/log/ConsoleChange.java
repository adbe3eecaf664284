package io.tidemark.agent.log;

import io.tidemark.agent.weave.Change;
import io.tidemark.agent.weave.Splice;
import io.tidemark.agent.weave.Splice.Operand;
import io.tidemark.agent.weave.SpliceWeaving;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The class that writes to the console, and to files. It is loaded in every JVM before the agent,
 * so that advice in it would wake Byte Buddy at every start.
 */
public final class ConsoleChange implements Change {
  private static final List<String> NATIVE_WRITES = List.of("write", "writeBytes");

  @Override
  public String className() {
    return "java.io.FileOutputStream";
  }

  @Override
  public boolean jdk() {
    return true;
  }

  @Override
  public byte[] apply(byte[] classFile, @Nullable ClassLoader loader) {
    List<Splice> splices = new ArrayList<>();
    for (String write : NATIVE_WRITES) {
      splices.add(Splice.before("write", write, "consoleEntered", Operand.THIS));
      splices.add(Splice.after("write", write, "consoleLeft", Operand.THIS));
      splices.add(Splice.thrownFrom("write", write, "consoleLeft", Operand.THIS));
    }
    return SpliceWeaving.weave(classFile, splices);
  }
}
