@NullMarked
package io.tidemark.collector.kernel;

import org.jspecify.annotations.NullMarked;
