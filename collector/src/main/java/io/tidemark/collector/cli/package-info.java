/**
 * The command line: {@link io.tidemark.collector.cli.Main} and one class per command. It wires the
 * other packages together; none of them depends on it.
 *
 * <p>Output goes to stdout and is what was asked for. Everything else goes to stderr, a failure as
 * one line that says what was found, what was expected and what to do. Exit codes: 0, 1 for a
 * failure, 2 for wrong usage.
 */
@NullMarked
package io.tidemark.collector.cli;

import org.jspecify.annotations.NullMarked;
