package org.paymentpoller.chain;

import java.util.Locale;

/**
 * Which blocks are believed.
 *
 * @param tag the block tag that is asked for: {@code finalized}, {@code safe} or {@code latest}
 * @param confirmations how many blocks below that block the safe head lies, 0 or more
 */
public record Finality(String tag, long confirmations) {

    /** Reads {@code finalized}, {@code safe}, {@code latest} or a number of confirmations below the latest block. */
    public static Finality parse(String setting) {
        String value = setting.toLowerCase(Locale.ROOT);
        return switch (value) {
            case "finalized", "safe", "latest" -> new Finality(value, 0);
            default -> new Finality("latest", Long.parseLong(value));
        };
    }

    /** The newest block that may be believed when the tagged block is {@code head}; below 0 when there is none yet. */
    public long safeHead(long head) {
        return head - confirmations;
    }
}
