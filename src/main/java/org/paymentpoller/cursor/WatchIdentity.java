package org.paymentpoller.cursor;

import java.util.List;
import java.util.Optional;

/**
 * What a watch is about; pinned in its cursor row.
 *
 * @param cursorId the row in {@code block_cursors}
 * @param chainId the configured chain; empty where the first node's answer is to be pinned
 * @param contract lower-case 0x hex, 20 bytes
 * @param topic0 the event, lower-case 0x hex
 * @param startBlock first block to look at; counts only when the row is made
 */
public record WatchIdentity(String cursorId, Optional<Long> chainId, String contract, String topic0, long startBlock) {

    /**
     * Compares with what is pinned.
     *
     * @throws WatchMismatchException when the row belongs to another contract, event or chain
     */
    public void requireSame(Cursor cursor) {
        if (!cursor.contract().equals(contract) || !cursor.topic0().equals(topic0)) {
            throw new WatchMismatchException("POLLER_BURN_CONTRACT_ADDRESS is " + contract + " (event " + topic0
                    + "), but cursor " + cursor.id() + " belongs to contract " + cursor.contract() + " (event "
                    + cursor.topic0() + "); a new contract needs a POLLER_CURSOR_ID of its own");
        }
        chainId.ifPresent(configured -> cursor.chainId().ifPresent(pinned -> {
            if (!configured.equals(pinned)) {
                throw new WatchMismatchException("POLLER_CHAIN_ID is " + configured + ", but cursor " + cursor.id()
                        + " belongs to chain " + pinned + "; another chain needs a POLLER_CURSOR_ID of its own");
            }
        }));
    }

    /** The contract, as eth_getLogs takes it. */
    public List<String> addresses() {
        return List.of(contract);
    }

    /** The event, as eth_getLogs takes it. */
    public List<String> topics() {
        return List.of(topic0);
    }

    /** The chain that a node must be on: the configured one, else the pinned one, else any. */
    public Optional<Long> expectedChainId(Cursor cursor) {
        return chainId.or(cursor::chainId);
    }
}
