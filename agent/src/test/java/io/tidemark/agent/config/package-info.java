/** Tests of the settings. */
@NullMarked
package io.tidemark.agent.config;

import org.jspecify.annotations.NullMarked;
