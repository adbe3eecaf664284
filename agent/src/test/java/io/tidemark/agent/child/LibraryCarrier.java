package io.tidemark.agent.child;

import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;

/** What libraries run tasks by. */
@SuppressWarnings({
  "FutureReturnValueIgnored",
  "CheckReturnValue"
}) // tasks of these tests do not fail
public enum LibraryCarrier implements Carrier {
  NETTY_EVENT_LOOP(1),
  NETTY_EXECUTOR(1),
  NETTY_SUBMIT(1),
  NETTY_SCHEDULED(1),
  /** Periodic tasks are no request's. */
  NETTY_PERIODIC(0),
  SHADED_NETTY_EVENT_LOOP(1),
  SHADED_NETTY_EXECUTOR(1),
  SHADED_NETTY_SCHEDULED(1),
  GUAVA_LISTENING(1),
  /** A listener is whose thread brings the result. */
  GUAVA_LISTENER(1),
  /** One worker for both clients, which runs in a pool and is no request's. */
  GUAVA_SEQUENTIAL(1),
  KOTLIN_DEFAULT(1),
  KOTLIN_EXECUTOR(1);

  private final int tasksPerRun;

  LibraryCarrier(int tasksPerRun) {
    this.tasksPerRun = tasksPerRun;
  }

  @Override
  public int tasksPerRun() {
    return tasksPerRun;
  }

  @Override
  public Executor open() {
    return switch (this) {
      case NETTY_EVENT_LOOP -> new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
      case NETTY_EXECUTOR -> new DefaultEventExecutorGroup(2);
      case NETTY_SUBMIT -> new DefaultEventExecutorGroup(2)::submit;
      case NETTY_SCHEDULED -> scheduled(new DefaultEventExecutorGroup(2));
      case NETTY_PERIODIC -> periodic(new DefaultEventExecutorGroup(2));
      case SHADED_NETTY_EVENT_LOOP ->
          new io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup(
              2, io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler.newFactory());
      case SHADED_NETTY_EXECUTOR ->
          new io.grpc.netty.shaded.io.netty.util.concurrent.DefaultEventExecutorGroup(2);
      case SHADED_NETTY_SCHEDULED ->
          scheduled(new io.grpc.netty.shaded.io.netty.util.concurrent.DefaultEventExecutorGroup(2));
      case GUAVA_LISTENING -> MoreExecutors.listeningDecorator(pool())::submit;
      case GUAVA_LISTENER -> listeners(pool());
      case GUAVA_SEQUENTIAL -> MoreExecutors.newSequentialExecutor(pool());
      case KOTLIN_DEFAULT -> dispatcher(Dispatchers.getDefault());
      case KOTLIN_EXECUTOR -> dispatcher(ExecutorsKt.from((Executor) pool()));
    };
  }

  private static ExecutorService pool() {
    return Executors.newFixedThreadPool(2);
  }

  private static Executor scheduled(ScheduledExecutorService executor) {
    return task -> executor.schedule(task, 1, TimeUnit.MILLISECONDS);
  }

  private static Executor periodic(ScheduledExecutorService executor) {
    return task -> executor.scheduleAtFixedRate(task, 0, 1, TimeUnit.DAYS);
  }

  private static Executor listeners(Executor pool) {
    return task -> {
      SettableFuture<String> future = SettableFuture.create();
      future.addListener(task, pool);
      future.set("done");
    };
  }

  private static Executor dispatcher(CoroutineDispatcher dispatcher) {
    return task -> dispatcher.dispatch(EmptyCoroutineContext.INSTANCE, task);
  }
}
