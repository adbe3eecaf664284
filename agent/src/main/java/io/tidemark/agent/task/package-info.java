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
 * </ul>
 *
 * <p>What counts as a task: whatever was queued, when it begins to run, and every thread, when it
 * is started. A task that the submitting thread runs itself counts if it was queued (a forked task
 * that is joined at once) and does not if it never was ({@code invoke}, {@code CallerRunsPolicy}).
 * Time in the queue is that beyond a delay that was asked for; threads have none.
 *
 * <p>Not inherited: by threads of pools, of fork-join pools, timers, event loops of Netty, and
 * whatever the JDK runs in threads of classes of its own, or for asynchronous channels.
 *
 * <p>Limits: a plain thread that a request starts works for that request until it ends, however
 * long that is. Executors with a queue and worker loop of their own (Netty's event loops, Tomcat's
 * and Jetty's pools) start no context of their own and carry none. A task object that is submitted
 * several times, and then taken from the queue by other means than {@code remove}, {@code purge}
 * and {@code shutdownNow}, can swap requests with its twins. Bytes allocated are not charged.
 */
@NullMarked
package io.tidemark.agent.task;

import org.jspecify.annotations.NullMarked;
