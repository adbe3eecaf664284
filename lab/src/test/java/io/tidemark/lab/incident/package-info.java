/** The incidents' descriptions, their casting, and the arithmetic of the score. */
@NullMarked
package io.tidemark.lab.incident;

import org.jspecify.annotations.NullMarked;
