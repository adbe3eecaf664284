/** The collector's commands {@code attach} and {@code detach}, on real JVMs of all kinds. */
@NullMarked
package io.tidemark.lab.attach;

import org.jspecify.annotations.NullMarked;
