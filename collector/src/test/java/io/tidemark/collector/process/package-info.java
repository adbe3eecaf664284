@NullMarked
package io.tidemark.collector.process;

import org.jspecify.annotations.NullMarked;
