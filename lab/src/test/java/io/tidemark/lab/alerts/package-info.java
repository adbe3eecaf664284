/** The Prometheus rules of {@code alerts/}, checked and tested by Prometheus' own tool. */
@NullMarked
package io.tidemark.lab.alerts;

import org.jspecify.annotations.NullMarked;
