/** Tests of the scanners and names of HTTP. */
@NullMarked
package io.tidemark.agent.http;

import org.jspecify.annotations.NullMarked;
