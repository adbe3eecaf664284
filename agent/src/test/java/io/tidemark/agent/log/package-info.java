/** Tests of how log events are charged. */
@NullMarked
package io.tidemark.agent.log;

import org.jspecify.annotations.NullMarked;
