/** Tests of the agent. Those of its jar on real JVMs are in {@code it}. */
@NullMarked
package io.tidemark.agent;

import org.jspecify.annotations.NullMarked;
