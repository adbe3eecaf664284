package io.tidemark.agent.dial;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.tidemark.agent.weave.HookWeaving;
import io.tidemark.agent.weave.Weaving;

/** Which advice belongs to which method of the JDK. */
final class DialWeaving {
  private DialWeaving() {}

  static Weaving of(DialTarget target) {
    return switch (target) {
      case NET ->
          new HookWeaving()
              // The one with four parameters is also a datagram's.
              .hook(named("connect").and(takesArguments(3)), DialAdvice.Connect.class)
              .hook(named("pollConnectNow"), DialAdvice.LateConnect.class);
      case SOCKET ->
          new HookWeaving()
              .hook(named("bind"), DialAdvice.SocketBind.class)
              .hook(named("timedFinishConnect"), DialAdvice.TimedConnect.class);
      case CHANNEL ->
          new HookWeaving()
              .hook(named("netBind"), DialAdvice.ChannelBind.class)
              .hook(named("finishTimedConnect"), DialAdvice.TimedConnect.class);
      case ASYNCHRONOUS_CHANNEL ->
          new HookWeaving().hook(named("bind"), DialAdvice.ChannelBind.class);
      case UNIX_ASYNCHRONOUS_CHANNEL ->
          new HookWeaving().hook(named("finishConnect"), DialAdvice.AsynchronousConnect.class);
    };
  }
}
