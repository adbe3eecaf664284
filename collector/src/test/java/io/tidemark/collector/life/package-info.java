/** Tests of the lives of JVMs; those on a whole host are in the signal's test. */
@NullMarked
package io.tidemark.collector.life;

import org.jspecify.annotations.NullMarked;
