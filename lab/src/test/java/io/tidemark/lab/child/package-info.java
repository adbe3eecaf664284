/** The messages between a child and its parent. */
@NullMarked
package io.tidemark.lab.child;

import org.jspecify.annotations.NullMarked;
