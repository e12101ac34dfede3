package org.paymentpoller.chain;

/**
 * A block as the chain identifies it.
 *
 * @param number the block's number
 * @param hash lower-case 0x hex, 32 bytes
 */
public record BlockId(long number, String hash) {}
