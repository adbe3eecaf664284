/**
 * Context that follows the work: the request that a thread works for goes with every task and
 * thread that it starts, and on to those that they start. {@link io.tidemark.agent.task.TaskTarget}
 * says where the JDK is hooked, {@link io.tidemark.agent.task.TaskRecorder} what that means.
 *
 * <p>Nothing is wrapped: a task keeps its identity in queues, and stacks and exceptions are as they
 * were. Between the thread that hands a task over and the one that runs it the request waits in a
 * weak table beside the task. The JDK's methods get single calls and no Byte Buddy, whose waking
 * costs more at start than all the rest.
 *
 * <p>Hooked where tasks meet threads, so that whatever ends there needs nothing of its own:
 *
 * <ul>
 *   <li>{@code ThreadPoolExecutor}: handed over by {@code execute}, run from where {@code getTask}
 *       gives it to the worker until the worker asks for the next. With it {@code FutureTask},
 *       completion services, and stages of {@code CompletableFuture} that run in such a pool.
 *       Scheduled executors: tasks that run once; periodic ones are nobody's.
 *   <li>{@code ForkJoinPool}: handed over by submission and {@code fork}, run around {@code exec}.
 *       With it the common pool, parallel streams, and asynchronous stages.
 *   <li>{@code Thread} and {@code VirtualThread}: a task from {@code start} to its end. The new
 *       thread finds its request when it first asks for it. With it executors of a thread for each
 *       task, and structured concurrency.
 *   <li>Netty's event executors, also those inside {@code grpc-netty-shaded}: {@code execute},
 *       {@code submit}, {@code schedule} once. Netty's own steps (connect, write) work for the
 *       request and are none of its tasks; what gathers the writes of many calls, and the timeouts
 *       that Netty sets, are nobody's. Tested with 4.2; needs {@code
 *       AbstractEventExecutor.runTask}, which late releases of 4.1 have too.
 *   <li>Guava's sequential executor, and Kotlin's scheduler ({@code Dispatchers.Default} and {@code
 *       IO}; tested with 1.10): each dispatch of a coroutine, so each resumption, is a task.
 * </ul>
 *
 * <p>Wrappers need nothing if each task that they are given is one that they give to one of these:
 * Guava's listening executors and listeners, Kotlin's dispatchers of an executor.
 *
 * <p>Callbacks: a stage of {@code CompletableFuture} that a request asks for works for that
 * request, whoever brings the result that it waits for, an I/O thread of a client or the thread of
 * another request; afterwards that thread works for what it worked for before. {@link
 * io.tidemark.agent.task.StageTarget} says where, {@link io.tidemark.agent.task.StageRecorder} how.
 * A stage is no task; one with an executor hands over a task of the request, whoever does it for
 * it. A stage that is asked for outside of any request works for whoever brings the result, and so
 * do those that only pass results on ({@code allOf}, {@code copy}). It waits in a weak table of its
 * own, and goes with its future. Listeners of Guava's {@code AbstractFuture} alike, since 19.
 *
 * <p>What counts as a task: whatever was queued, when it begins to run, and every thread, when it
 * is started. A task that the submitting thread runs itself counts if it was queued (a forked task
 * that is joined at once) and does not if it never was ({@code invoke}, {@code CallerRunsPolicy}).
 * Time in the queue is that beyond a delay that was asked for; threads have none.
 *
 * <p>Not inherited: by threads of pools, of fork-join pools, timers, event loops of Netty, workers
 * of Kotlin, and whatever the JDK runs in threads of classes of its own, or for asynchronous
 * channels. Periodic tasks are nobody's, and so are tasks of {@code java.util.Timer}. What goes on
 * for more than five minutes after a request's end is no part of it any more, so that a loop or a
 * chain of timers that it was the first to need is not charged to it for ever.
 *
 * <p>Bytes allocated and CPU time of platform threads are charged with it, whenever a thread goes
 * over from one row to another: {@code Meter} in {@link io.tidemark.agent.record} has the rules.
 * Covered are callbacks of a gRPC call that run code of the service or parse its messages,
 * configured methods, tasks, and threads that a request starts, from beginning to end. Bytes are
 * exact, the agent's own few (some 120 for a task handed over) included; what Netty, gRPC and the
 * pools do between is nobody's, but for what lies between the callbacks of one unary call on one
 * thread. CPU is exact for work of more than a millisecond and sampled below; that of a task which
 * allocated less than 16 KiB shows when its thread goes on to something else. <b>Virtual
 * threads:</b> HotSpot counts neither for them, and nothing is charged or guessed; their carriers'
 * counts are not touched.
 *
 * <p>An {@code OutOfMemoryError} that ends a task is counted where the task's future keeps it or
 * its thread dies of it. Not seen: one that Kotlin gives to a coroutine's handler, or Guava and
 * Netty's {@code submit} keep to themselves.
 *
 * <p>Limits: a plain thread that a request starts works for that request until it ends, or five
 * minutes have passed. What a callback of another library's future runs is whose thread brings the
 * result. A listener of Guava's futures that waits in several of them, one object, is for all of
 * them the request's that registered it first. Executors with a queue and worker loop of their own
 * (Tomcat's and Jetty's pools, Netty's {@code GlobalEventExecutor} and {@code HashedWheelTimer})
 * start no context of their own and carry none; of a wrapper that gathers tasks of several requests
 * and runs them in one task, that task's request has them all. A task object that is submitted
 * several times, and then taken from the queue by other means than {@code remove}, {@code purge}
 * and {@code shutdownNow}, can swap requests with its twins.
 */
@NullMarked
package io.tidemark.agent.task;

import org.jspecify.annotations.NullMarked;
