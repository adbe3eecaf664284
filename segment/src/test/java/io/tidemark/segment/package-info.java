@NullMarked
package io.tidemark.segment;

import org.jspecify.annotations.NullMarked;
