package io.tidemark.agent.child;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.helpers.NOPAppender;
import com.acme.Feeds;
import com.google.protobuf.FieldMask;
import com.google.protobuf.StringValue;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gRPC service whose every request causes one of each: a task of a pool that is as old as the
 * service, and in it an event of Logback, one of {@code java.util.logging} and a dial that is
 * refused; then a call of a method of {@link Feeds}, whose client is the request's first path.
 */
final class BusyService {
  private final ExecutorService pool;
  private final ch.qos.logback.classic.Logger logback;
  private final Logger jul = Logger.getLogger("child.busy");
  private final Feeds feeds = new Feeds();
  private final int closedPort;

  BusyService(ExecutorService pool) throws IOException {
    this.pool = pool;
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.getLogger("ROOT").setLevel(Level.OFF);
    this.logback = context.getLogger("child.busy");
    logback.setLevel(Level.INFO);
    NOPAppender<ILoggingEvent> nowhere = new NOPAppender<>();
    nowhere.setContext(context);
    nowhere.start();
    logback.addAppender(nowhere);
    jul.setUseParentHandlers(false);
    jul.addHandler(new Silent());
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.closedPort = socket.getLocalPort();
    }
  }

  ServerServiceDefinition definition() {
    return ServerServiceDefinition.builder("test.Posts")
        .addMethod(PostsService.GET, ServerCalls.asyncUnaryCall(this::get))
        .build();
  }

  private void get(FieldMask request, StreamObserver<StringValue> answers) {
    try {
      pool.submit(this::work).get(60, TimeUnit.SECONDS);
      String client = request.getPaths(0);
      answers.onNext(StringValue.of(client + feeds.load(client, request.getPathsList()).size()));
      answers.onCompleted();
    } catch (Exception e) {
      answers.onError(Status.INTERNAL.withCause(e).asRuntimeException());
    }
  }

  private boolean work() throws IOException {
    logback.info("an event");
    jul.info("an event");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), closedPort)) {
      throw new IOException("somebody listens: " + socket);
    } catch (ConnectException e) {
      return true; // as it should be
    }
  }

  private static final class Silent extends Handler {
    @Override
    public void publish(LogRecord record) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
