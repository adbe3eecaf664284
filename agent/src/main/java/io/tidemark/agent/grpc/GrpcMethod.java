package io.tidemark.agent.grpc;

import io.tidemark.agent.items.ItemCounter;

/**
 * What is known of a gRPC method of the service.
 *
 * @param handler its index in the ledger
 * @param singleMessage the client sends one message, as in unary calls
 * @param items how its messages are counted
 */
record GrpcMethod(int handler, boolean singleMessage, ItemCounter items) {}
