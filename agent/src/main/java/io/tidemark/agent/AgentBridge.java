package io.tidemark.agent;

import io.tidemark.agent.bridge.TidemarkBridge;
import io.tidemark.agent.dial.DialRecorder;
import io.tidemark.agent.grpc.GrpcRecorder;
import io.tidemark.agent.http.HttpRecorder;
import io.tidemark.agent.log.LogRecorder;
import io.tidemark.agent.method.MethodRecorder;
import io.tidemark.agent.record.Ledger;
import io.tidemark.agent.record.Slot;
import io.tidemark.agent.record.Work;
import io.tidemark.agent.task.StageRecorder;
import io.tidemark.agent.task.TaskRecorder;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bridge's far end: hands each call to its recorder, and lets nothing out. Whatever fails in
 * the agent is counted and does not show in the service.
 */
final class AgentBridge extends TidemarkBridge {
  private final Ledger ledger;
  private final GrpcRecorder grpc;
  private final HttpRecorder http;
  private final MethodRecorder methods;
  private final DialRecorder dials;
  private final LogRecorder logs;
  private final TaskRecorder tasks;
  private final StageRecorder stages;

  AgentBridge(
      Ledger ledger,
      GrpcRecorder grpc,
      HttpRecorder http,
      MethodRecorder methods,
      TaskRecorder tasks) {
    this.ledger = ledger;
    this.grpc = grpc;
    this.http = http;
    this.methods = methods;
    this.tasks = tasks;
    this.dials = new DialRecorder(ledger);
    this.logs = new LogRecorder(ledger);
    this.stages = new StageRecorder(ledger);
  }

  @Override
  protected void onGrpcStarted(Object call, Object stream, Object method, Object headers) {
    try {
      grpc.started(call, stream, method, headers);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected @Nullable Object onGrpcRequest(Object call) {
    try {
      return grpc.request(call);
    } catch (Throwable e) {
      onFailure(e);
      return null;
    }
  }

  @Override
  protected void onGrpcClosed(Object call, Object status) {
    try {
      grpc.closed(call, status);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onGrpcStartFailed(Object parameters, Throwable failure) {
    try {
      grpc.startFailed(parameters, failure);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onGrpcEnded(Object request, Object status) {
    try {
      grpc.ended(request, status);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onGrpcHalfClosed(Object request) {
    try {
      grpc.halfClosed(request);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected @Nullable Object onEnter(@Nullable Object request) {
    try {
      return Slot.current().work(request);
    } catch (Throwable e) {
      onFailure(e);
      return null;
    }
  }

  @Override
  protected void onLeave(@Nullable Object before, @Nullable Throwable failure) {
    try {
      ledger.threw(failure);
      // What an agent before this one gave is nothing to this one.
      Object mine = before instanceof Work ? before : null;
      Slot slot = Slot.current();
      boolean continues = mine == null && slot.work() instanceof Work work && work.continues();
      Object left = continues ? slot.pause(mine) : slot.work(mine);
      if (left != null && failure != null) {
        grpc.failed(left);
      }
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected long onMessageBytes(InputStream stream, boolean knownLength) {
    try {
      return grpc.messageBytes(stream, knownLength);
    } catch (Throwable e) {
      onFailure(e);
      return -1;
    }
  }

  @Override
  protected void onMessage(Object message, long bytes) {
    try {
      grpc.message(message, bytes);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected @Nullable Object onMethodEntered(
      int handler, @Nullable Object client, @Nullable Object batch) {
    try {
      return methods.entered(handler, client, batch);
    } catch (Throwable e) {
      onFailure(e);
      return null;
    }
  }

  @Override
  protected void onMethodLeft(Object call, @Nullable Object result, @Nullable Throwable failure) {
    try {
      methods.left(call, result, failure);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onDialStarted(Object socket, Object address, int port) {
    try {
      dials.started(socket, (InetAddress) address, port);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onDialStarted(Object socket, Object remote) {
    try {
      dials.started(socket, remote);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onDialSucceeded(Object socket) {
    try {
      dials.succeeded(socket);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onDialFailed(Object failure, Object socket) {
    try {
      dials.failed(socket, (Throwable) failure);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onDialBindFailed(Object failure) {
    try {
      dials.bindFailed((Throwable) failure);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onNettyDialStarted(Object socket, Object remote, Object channel) {
    try {
      dials.nettyStarted(socket, remote, channel);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onNettyBindFailed(Object failure, Object channel) {
    try {
      dials.nettyBindFailed((Throwable) failure, channel);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onConnectionClosedByPeer(Object socket) {
    try {
      dials.closedByPeer(socket);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onConnectionShut(Object socket) {
    try {
      dials.shut(socket);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onConnectionClosed(Object socket) {
    try {
      dials.closed(socket);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected long onLogEntered() {
    try {
      return logs.entered();
    } catch (Throwable e) {
      onFailure(e);
      return 0;
    }
  }

  @Override
  protected void onLogLeft(
      long entered, int source, int severity, @Nullable String logger, @Nullable String message) {
    try {
      logs.left(entered, source, severity, logger, message);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected boolean onLogHasFormat(Object message) {
    try {
      return logs.hasFormat(message);
    } catch (Throwable e) {
      onFailure(e);
      return false;
    }
  }

  @Override
  protected void onLogHandled() {
    try {
      logs.handled();
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onConsoleEntered(Object stream) {
    try {
      logs.consoleEntered(stream);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onConsoleLeft(Object stream) {
    try {
      logs.consoleLeft(stream);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected boolean onAppendEntered() {
    try {
      return logs.appendEntered();
    } catch (Throwable e) {
      onFailure(e);
      return false;
    }
  }

  @Override
  protected void onAppendLeft() {
    try {
      logs.appendLeft();
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onTaskHandedOver(@Nullable Object task, @Nullable Object pool) {
    try {
      tasks.handedOver(task, pool);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onTaskInlined(Object task) {
    try {
      tasks.inlined(task);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onTaskBegan(Object task) {
    try {
      tasks.began(task);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onTaskEnded(Object task) {
    try {
      tasks.ended(task);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onQueuedTaskBegan(Object task, Object runner) {
    try {
      tasks.began(task, runner);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onEventTaskHandedOver(Object task) {
    try {
      tasks.eventHandedOver(task);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onEventTaskScheduled(Object task, Object command) {
    try {
      tasks.eventScheduled(task, command);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onEventTaskBegan(Object task) {
    try {
      tasks.eventBegan(task);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onTaskDiscarded(@Nullable Object task) {
    try {
      tasks.discarded(task);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onStageRegistered(Object stage) {
    try {
      stages.registered(stage);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onStageBegan(Object stage) {
    try {
      stages.began(stage);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onStageEnded(Object stage) {
    try {
      stages.ended(stage);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onTasksDiscarded(Object discarded) {
    try {
      tasks.discarded((List<?>) discarded);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onWorkerStarting(@Nullable Object thread, @Nullable Object task) {
    try {
      tasks.workerStarting(thread, task);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onWorkerLocked() {
    try {
      tasks.locked();
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onWorkerIdle() {
    try {
      tasks.idle();
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onThreadStarting(Object thread) {
    try {
      tasks.threadStarting((Thread) thread);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onThreadEnded(Object thread) {
    try {
      tasks.threadEnded((Thread) thread);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected @Nullable Object onHttpEntered(Object request, @Nullable Object key) {
    Object before = null;
    try {
      before = Slot.current().work();
      http.entered(request, key);
    } catch (Throwable e) {
      onFailure(e);
    }
    return before;
  }

  @Override
  protected @Nullable Object onHttpResumed(Object key) {
    Object before = null;
    try {
      before = Slot.current().work();
      http.resumed(key);
    } catch (Throwable e) {
      onFailure(e);
    }
    return before;
  }

  @Override
  protected void onHttpRouted(Object request) {
    try {
      http.routed(request);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onHttpRead(Object key, @Nullable Object portion, int offset, int length) {
    try {
      http.read(key, portion, offset, length);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onHttpReadByte(Object key, int next) {
    try {
      http.read(key, next);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onHttpReadChunk(Object key, Object chunk) {
    try {
      http.readChunk(key, chunk);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onHttpResponded(Object key, int status) {
    try {
      http.responded(key, status);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onHttpThrew(@Nullable Object key, boolean escapes) {
    try {
      http.threw(key, escapes);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onHttpDropped(Object key) {
    try {
      http.dropped(key);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onHttpEnded(Object request, @Nullable Object key) {
    try {
      http.ended(request, key);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onThrew(Object failure) {
    try {
      ledger.threw((Throwable) failure);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  @Override
  protected void onFailure(Throwable failure) {
    try {
      ledger.failed();
      // What failed may have been what ends a log event: the thread's next one must count.
      Slot.current().endLog();
    } catch (Throwable e) {
      // Nothing is left to tell it to, and the service comes first.
    }
  }
}
