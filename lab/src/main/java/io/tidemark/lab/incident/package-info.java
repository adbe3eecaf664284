/**
 * Incidents whose answer is known: what happens, and who is to blame, if anybody. {@link
 * io.tidemark.lab.incident.Catalogue} describes each; a seed makes a {@link
 * io.tidemark.lab.incident.Cast} of it, with names that do not betray anybody; {@link
 * io.tidemark.lab.incident.Score} says how well a judge did that saw it from outside.
 */
@NullMarked
package io.tidemark.lab.incident;

import org.jspecify.annotations.NullMarked;
