/**
 * The outage as a demonstration: starts memcached, the collector, the data plane with the agent in
 * it and the clients, each a process of its own, tells what happens, asks {@code who}, and cleans
 * up.
 *
 * <p>{@link io.tidemark.lab.demo.Demo} is the command line, {@link io.tidemark.lab.demo.Outage} the
 * course of events, {@link io.tidemark.lab.demo.Lab} the processes; the end-to-end tests use the
 * same {@code Lab}. Other incidents run as a {@link io.tidemark.lab.demo.Trial}, and all of them
 * one after the other as {@link io.tidemark.lab.demo.Trials}.
 */
@NullMarked
package io.tidemark.lab.demo;

import org.jspecify.annotations.NullMarked;
