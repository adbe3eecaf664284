/** Tests of which classes are changed, and which are left alone. */
@NullMarked
package io.tidemark.agent.weave;

import org.jspecify.annotations.NullMarked;
