/** Tests that what is kept is found, and let go of. */
@NullMarked
package io.tidemark.agent.hold;

import org.jspecify.annotations.NullMarked;
