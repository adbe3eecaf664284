/**
 * The collector's HTTP side: the first page, its API, and the metrics' endpoint.
 *
 * <p>Start at {@link io.tidemark.collector.page.Site}, which guards every request, and {@link
 * io.tidemark.collector.page.Routes}, which lists the paths. Nothing here measures: answers come
 * from the last snapshot, {@link io.tidemark.collector.page.LedgerRing}, {@link
 * io.tidemark.collector.page.Timeline} and the store. The page is {@code who.html} with the scripts
 * beside it. Depends on {@code who}, {@code verdict}, {@code store} and {@code export}.
 */
@NullMarked
package io.tidemark.collector.page;

import org.jspecify.annotations.NullMarked;
