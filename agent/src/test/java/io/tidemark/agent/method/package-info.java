/** Tests of how methods are written in the configuration. */
@NullMarked
package io.tidemark.agent.method;

import org.jspecify.annotations.NullMarked;
