/**
 * Programs that the tests of package {@code it} start as services, with the agent attached. Each
 * does its work, says {@code READY}, waits until its input ends, and exits.
 */
@NullMarked
package io.tidemark.agent.child;

import org.jspecify.annotations.NullMarked;
