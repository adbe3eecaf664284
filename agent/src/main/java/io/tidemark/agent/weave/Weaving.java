package io.tidemark.agent.weave;

import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;

/** How one class is changed. */
public interface Weaving {
  /**
   * Adds advice and fields to a class.
   *
   * @throws ShapeException when the class is not of the shape that the advice is written for: it is
   *     left alone then
   */
  DynamicType.Builder<?> weave(DynamicType.Builder<?> builder, TypeDescription type, Loom loom);
}
