/** The load's schedule and the clients' account of it. */
@NullMarked
package io.tidemark.lab.load;

import org.jspecify.annotations.NullMarked;
