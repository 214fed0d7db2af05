package org.gibsey.shard;

/**
 * What a client shares among its calls.
 *
 * @param directory where each shard is
 * @param channels connections to the servers
 * @param hedging whether late calls are sent twice
 * @param budget how many may be
 */
record Connections(
    EndpointDirectory directory, ChannelPool channels, Hedging hedging, HedgeBudget budget) {}
