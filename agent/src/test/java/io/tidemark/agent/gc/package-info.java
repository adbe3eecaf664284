/** Tests of what the agent tells of garbage collectors. */
@NullMarked
package io.tidemark.agent.gc;

import org.jspecify.annotations.NullMarked;
