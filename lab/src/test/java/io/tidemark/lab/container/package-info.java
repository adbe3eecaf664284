/** The collector and JVMs that are in namespaces of their own, as containers are. */
@NullMarked
package io.tidemark.lab.container;

import org.jspecify.annotations.NullMarked;
