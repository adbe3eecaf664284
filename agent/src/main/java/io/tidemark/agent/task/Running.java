package io.tidemark.agent.task;

import io.tidemark.agent.record.Request;
import io.tidemark.agent.record.Work;
import org.jspecify.annotations.Nullable;

/**
 * A task that a thread runs.
 *
 * @param task the task, or what runs it and tells of its end
 * @param request whose task it is; null when no request made it
 * @param counted it was counted when it began, and is to be counted when it ends
 * @param before what the thread worked for before, and will again
 */
record Running(Object task, @Nullable Request request, boolean counted, @Nullable Object before)
    implements Work {}
