/**
 * The lives of JVMs: which began, which ended, how, and for whom the kernel killed.
 *
 * <p>Start at {@link io.tidemark.collector.life.Lives}, which follows them from look to look and
 * ties the kernel's kills for memory to them ({@link io.tidemark.collector.life.OomKills}); {@link
 * io.tidemark.collector.life.Tallies} counts for each place of a service, over restarts. Nothing
 * here samples or renders. Depends on {@code jvm}, {@code cgroup} and {@code who}.
 */
@NullMarked
package io.tidemark.collector.life;

import org.jspecify.annotations.NullMarked;
