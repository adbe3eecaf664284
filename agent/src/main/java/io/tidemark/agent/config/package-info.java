/**
 * The settings: {@link io.tidemark.agent.config.ConfigKey} is the table of them, {@link
 * io.tidemark.agent.config.ConfigParser} makes one {@link io.tidemark.agent.config.AgentConfig} of
 * agent arguments, environment and an optional file. Nothing in them makes a start fail: what is
 * wrong becomes a warning, and the default is used.
 */
@NullMarked
package io.tidemark.agent.config;

import org.jspecify.annotations.NullMarked;
