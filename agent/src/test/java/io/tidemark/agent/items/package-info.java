/** Tests of how items are counted. */
@NullMarked
package io.tidemark.agent.items;

import org.jspecify.annotations.NullMarked;
