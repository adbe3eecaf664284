/** Tests of what is changed in grpc-java, on real releases of it. */
@NullMarked
package io.tidemark.agent.grpc;

import org.jspecify.annotations.NullMarked;
