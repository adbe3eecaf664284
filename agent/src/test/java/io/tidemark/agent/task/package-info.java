/** Tests of the context that follows the work, inside one JVM and without an agent. */
@NullMarked
package io.tidemark.agent.task;

import org.jspecify.annotations.NullMarked;
