/**
 * Tests of the agent's jar on real JVMs: each starts a program of package {@code child} with {@code
 * -javaagent} and reads the segment from outside, as the collector does.
 */
@NullMarked
package io.tidemark.agent.it;

import org.jspecify.annotations.NullMarked;
