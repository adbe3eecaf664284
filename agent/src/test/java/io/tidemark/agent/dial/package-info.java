/** Tests of how dials are charged. */
@NullMarked
package io.tidemark.agent.dial;

import org.jspecify.annotations.NullMarked;
