@NullMarked
package io.tidemark.collector.netns;

import org.jspecify.annotations.NullMarked;
