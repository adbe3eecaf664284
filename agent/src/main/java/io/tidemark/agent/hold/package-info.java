/**
 * What the agent keeps beside the service's objects, classes and threads, so that it can let go of
 * all of it: {@link io.tidemark.agent.hold.SideTable} for objects, {@link
 * io.tidemark.agent.hold.PerClass} for classes, {@link io.tidemark.agent.hold.ThreadCells} for
 * threads.
 *
 * <p>An agent that is detached must not stay in memory because a thread or a class of the service
 * still refers to it. So nothing else in the agent uses a {@code ThreadLocal} or {@code
 * ClassValue}, whose values live as long as the thread or class.
 */
@NullMarked
package io.tidemark.agent.hold;

import org.jspecify.annotations.NullMarked;
