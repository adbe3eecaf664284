/** Tests of what one request adds to the ledger. */
@NullMarked
package io.tidemark.agent.record;

import org.jspecify.annotations.NullMarked;
