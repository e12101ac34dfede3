package org.paymentpoller.history;

import java.util.Locale;
import java.util.Optional;

/**
 * Which payments of one watch are wanted; what is empty is not asked for. Hex is compared in lower case, as it is recorded.
 *
 * @param cursorId the watch; empty: this application's own
 * @param account who burned, 0x and 40 hex digits
 * @param txHash the transaction, 0x and 64 hex digits
 * @param fromBlock first block, inclusive
 * @param toBlock last block, inclusive
 */
public record PaymentFilter(
        Optional<String> cursorId,
        Optional<String> account,
        Optional<String> txHash,
        Optional<Long> fromBlock,
        Optional<Long> toBlock) {

    public PaymentFilter {
        account = account.map(hex -> hex.toLowerCase(Locale.ROOT));
        txHash = txHash.map(hex -> hex.toLowerCase(Locale.ROOT));
    }

    /** Payments of this application's own watch. */
    public PaymentFilter(
            Optional<String> account, Optional<String> txHash, Optional<Long> fromBlock, Optional<Long> toBlock) {
        this(Optional.empty(), account, txHash, fromBlock, toBlock);
    }

    /** Every payment of this application's own watch. */
    public static PaymentFilter all() {
        return new PaymentFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
