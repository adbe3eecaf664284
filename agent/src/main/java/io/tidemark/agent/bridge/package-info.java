/**
 * The one class that the service's classes and the agent both see: the build moves it to {@code
 * java.lang}, and the agent defines it there before it changes any class.
 */
@NullMarked
package io.tidemark.agent.bridge;

import org.jspecify.annotations.NullMarked;
