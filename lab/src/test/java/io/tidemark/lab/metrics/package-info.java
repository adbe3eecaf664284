/** What is asked for in dashboards, alerts and texts, held against what a collector exposes. */
@NullMarked
package io.tidemark.lab.metrics;

import org.jspecify.annotations.NullMarked;
