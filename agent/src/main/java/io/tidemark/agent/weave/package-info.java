/**
 * Changes classes of the service while they are loaded: {@link io.tidemark.agent.weave.Weaver}
 * knows the few by name, and wakes Byte Buddy only when the first of them comes.
 */
@NullMarked
package io.tidemark.agent.weave;

import org.jspecify.annotations.NullMarked;
