@NullMarked
package io.tidemark.collector.signal;

import org.jspecify.annotations.NullMarked;
