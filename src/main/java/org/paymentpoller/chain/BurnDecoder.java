package org.paymentpoller.chain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.paymentpoller.ledger.Burn;
import org.paymentpoller.ledger.EventPosition;
import org.paymentpoller.ledger.RejectedEvent;
import org.paymentpoller.ledger.WatchedEvent;

/** Decodes a log of the watched event; one that cannot be a payment becomes a rejected event with its reason. */
final class BurnDecoder {

    /** The last second of a TIMESTAMPTZ, 294276-12-31 (PostgreSQL documentation, 8.5 Date/Time Types). */
    static final BigInteger LAST_TIMESTAMP = BigInteger.valueOf(9_224_318_015_999L);

    private static final int DATA_BYTES = 64;
    private static final int WORD_DIGITS = 64;
    private static final String ADDRESS_PADDING = "0x" + "0".repeat(24);
    private static final JsonMapper JSON = new JsonMapper();

    private BurnDecoder() {}

    /** The burn or the rejected event that the log is. */
    static WatchedEvent decode(ChainLog log, int burnIndex) {
        EventPosition position =
                new EventPosition(log.txHash(), burnIndex, log.logIndex(), log.blockNumber(), log.blockHash());
        if (log.topics().size() != 3) {
            return rejected(position, log, "it has " + log.topics().size() + " topics, not 3");
        }
        if (log.data().length() != 2 + 2 * DATA_BYTES) {
            return rejected(position, log, "its data has " + (log.data().length() / 2 - 1) + " bytes, not 64");
        }
        String accountTopic = log.topics().get(1);
        if (!accountTopic.startsWith(ADDRESS_PADDING)) {
            return rejected(position, log, "its account topic is no address: the high bytes are not zero");
        }
        BigInteger amount = word(log.data(), 0);
        BigInteger timestamp = word(log.data(), 1);
        if (amount.signum() == 0) {
            return rejected(position, log, "its amount is zero");
        }
        if (timestamp.compareTo(LAST_TIMESTAMP) > 0) {
            return rejected(position, log, "its timestamp " + timestamp + " is beyond what TIMESTAMPTZ can hold");
        }
        return new Burn(
                position,
                "0x" + accountTopic.substring(ADDRESS_PADDING.length()),
                amount,
                log.topics().get(2),
                Instant.ofEpochSecond(timestamp.longValueExact()));
    }

    /** Two uint256 stand one after the other (Solidity documentation, Contract ABI Specification: Events). */
    private static BigInteger word(String data, int index) {
        int start = 2 + index * WORD_DIGITS;
        return new BigInteger(1, HexFormat.of().parseHex(data, start, start + WORD_DIGITS));
    }

    private static RejectedEvent rejected(EventPosition position, ChainLog log, String reason) {
        return new RejectedEvent(position, reason, raw(log));
    }

    private static String raw(ChainLog log) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("address", log.address());
        fields.put("topics", log.topics());
        fields.put("data", log.data());
        fields.put("blockNumber", log.blockNumber());
        fields.put("blockHash", log.blockHash());
        fields.put("transactionHash", log.txHash());
        fields.put("logIndex", log.logIndex());
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts and numbers always have a JSON form", e);
        }
    }
}
