/** The demonstration's parts, and end to end on real processes ({@code *IT}). */
@NullMarked
package io.tidemark.lab.demo;

import org.jspecify.annotations.NullMarked;
