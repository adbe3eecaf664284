@NullMarked
package io.tidemark.collector.socket;

import org.jspecify.annotations.NullMarked;
