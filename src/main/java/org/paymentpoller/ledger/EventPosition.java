package org.paymentpoller.ledger;

/**
 * Where an event of the watch stands on chain.
 *
 * <p>{@code logIndex} belongs to the block and changes when the transaction is mined again; the transaction's hash and
 * {@code burnIndex} do not, so these two identify the event within its watch.
 *
 * @param txHash lower-case 0x hex, 32 bytes
 * @param burnIndex ordinal from 0, in log order, among the watched event's logs of the transaction, rejected ones counted
 * @param logIndex index of the log in its block, from 0
 * @param blockNumber the block's number
 * @param blockHash lower-case 0x hex, 32 bytes
 */
public record EventPosition(String txHash, int burnIndex, long logIndex, long blockNumber, String blockHash) {}
