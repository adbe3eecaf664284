@NullMarked
package io.tidemark.collector.jvm;

import org.jspecify.annotations.NullMarked;
