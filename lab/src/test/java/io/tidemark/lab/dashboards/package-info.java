/** The Grafana dashboards of {@code dashboards/}, held against rules and against real series. */
@NullMarked
package io.tidemark.lab.dashboards;

import org.jspecify.annotations.NullMarked;
