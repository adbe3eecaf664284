/** Tests of where a client's name is found. */
@NullMarked
package io.tidemark.agent.client;

import org.jspecify.annotations.NullMarked;
