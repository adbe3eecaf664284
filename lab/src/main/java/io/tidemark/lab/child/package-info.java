/**
 * What the JVMs that the demo starts have in common: a parent they talk to over standard input and
 * output, and with which they end.
 */
@NullMarked
package io.tidemark.lab.child;

import org.jspecify.annotations.NullMarked;
