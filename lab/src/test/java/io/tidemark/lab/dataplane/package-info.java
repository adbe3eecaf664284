/** The parts of the data plane that decide how much runs at once. */
@NullMarked
package io.tidemark.lab.dataplane;

import org.jspecify.annotations.NullMarked;
