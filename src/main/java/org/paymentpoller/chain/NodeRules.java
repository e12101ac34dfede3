package org.paymentpoller.chain;

/**
 * How much is asked before a window is believed.
 *
 * @param quorum POLLER_RPC_QUORUM: how many endpoints must agree on it, from 1
 * @param compareBlooms POLLER_NODE_BLOOM_CHECK: whether a block's bloom shows that logs were left out; false on chains whose
 *     blooms are zero or wrong
 */
public record NodeRules(int quorum, boolean compareBlooms) {}
