/**
 * How much work is in a message or an argument: {@link io.tidemark.agent.items.ItemCounter}. Found
 * out once per class; a message is looked at and never kept.
 */
@NullMarked
package io.tidemark.agent.items;

import org.jspecify.annotations.NullMarked;
