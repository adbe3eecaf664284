/** Tests of the incident report, on a real store. */
@NullMarked
package io.tidemark.collector.postmortem;

import org.jspecify.annotations.NullMarked;
