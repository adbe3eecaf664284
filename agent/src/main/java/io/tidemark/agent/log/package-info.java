/**
 * Log events and the time that threads spend in writing them: {@code LogAdvice} tells of them,
 * {@link io.tidemark.agent.log.LogRecorder} charges them, {@code LogSource} knows each framework's
 * levels.
 *
 * <p>An event is counted once, when it has passed the level and the filters of its logger and is
 * handed to appenders: on the thread that logs, for the request that this works for, whatever
 * number of appenders take it and however long after. An event that is logged while another is
 * being written (a bridge between frameworks, an appender that logs) is part of that.
 *
 * <ul>
 *   <li>Logback: {@code Logger.callAppenders}.
 *   <li>Log4j 2: {@code LoggerConfig.processLogEvent}, which calls itself for the parents. With
 *       asynchronous loggers, {@code AsyncLogger.logMessage}: their filters run later, on a thread
 *       of their own, so that what these drop is counted too.
 *   <li>{@code java.util.logging}: {@code Logger.log(LogRecord)}, if it gets as far as a logger
 *       with handlers. A handler's own level is not looked at.
 *   <li>Console: each write to the file descriptors 1 and 2 by {@code FileOutputStream}, which
 *       {@code System.out} and {@code err} end in, unless it is part of an event. A {@code println}
 *       of a line up to 8 KiB is one write. A channel or native code that writes there is not seen.
 * </ul>
 *
 * <p>Each event is also on the row of its logger and on that of its site, where it was logged: see
 * {@link io.tidemark.agent.log.LogSites}. What a segment says of a site comes from the program's
 * code, never from its data:
 *
 * <ul>
 *   <li>{@code logger: template}, when the message is a constant: the same object as a literal of a
 *       class that is on the stack. That it is interned is not enough, since services and parsers
 *       intern what they read.
 *   <li>{@code logger: Class.method:line} for all other messages, the innermost frame outside of
 *       the JDK and the frameworks in {@code CallSites}. A service's own wrapper around a framework
 *       is such a frame. So is that of a constant that no class on the stack holds, an enum's text
 *       say.
 *   <li>{@code logger: (text built at run time)}, when more of these come than may be looked at: a
 *       look takes microseconds. {@code System.out: (console)} likewise.
 * </ul>
 *
 * <p>Known messages and loggers are found by identity, in tables of fixed size that keep neither
 * strings nor classes alive. Nothing is looked up for an event that a filter drops, and nothing but
 * the clock is read before the filters have decided.
 *
 * <p>What an asynchronous appender writes to the console later, on its own thread, is part of an
 * event that was counted: see {@code LogAdvice.Appending}.
 */
@NullMarked
package io.tidemark.agent.log;

import org.jspecify.annotations.NullMarked;
