package org.paymentpoller.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.paymentpoller.history.PageKey;
import org.paymentpoller.history.PaymentFilter;

/**
 * What is asked of {@code /api/payments}.
 *
 * @param filter which payments
 * @param after where the page before ended
 * @param limit most payments of the page, from 1 to {@value #HIGHEST_LIMIT}
 */
record PaymentsRequest(PaymentFilter filter, Optional<PageKey> after, int limit) {

    static final int DEFAULT_LIMIT = 50;
    static final int HIGHEST_LIMIT = 1000;

    static final String CURSOR_ID = "cursor_id";
    static final String ACCOUNT = "account";
    static final String TX_HASH = "tx_hash";
    static final String FROM_BLOCK = "from_block";
    static final String TO_BLOCK = "to_block";
    static final String LIMIT = "limit";
    static final String AFTER = "after";

    /** All that there are. */
    static final Set<String> PARAMETERS =
            new TreeSet<>(List.of(CURSOR_ID, ACCOUNT, TX_HASH, FROM_BLOCK, TO_BLOCK, LIMIT, AFTER));

    private static final Pattern WATCH = Pattern.compile("\\P{Cntrl}{1,200}");
    private static final Pattern ADDRESS = Pattern.compile("0[xX][0-9a-fA-F]{40}");
    private static final Pattern HASH = Pattern.compile("0[xX][0-9a-fA-F]{64}");
    private static final Pattern BLOCK = Pattern.compile("\\d{1,18}");
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

    /**
     * Understands every parameter, or none.
     *
     * @throws BadParametersException when one is unknown, given twice, or not what it must be
     */
    static PaymentsRequest parse(Map<String, List<String>> parameters) {
        Reader reader = new Reader(parameters);
        reader.requireKnown();
        Optional<String> cursorId = reader.text(CURSOR_ID, WATCH, "must name a row of block_cursors");
        Optional<String> account = reader.text(ACCOUNT, ADDRESS, "must be an address, 0x and 40 hex digits");
        Optional<String> txHash = reader.text(TX_HASH, HASH, "must be a transaction's hash, 0x and 64 hex digits");
        Optional<Long> fromBlock = reader.block(FROM_BLOCK);
        Optional<Long> toBlock = reader.block(TO_BLOCK);
        Optional<Integer> limit = reader.value(
                LIMIT,
                text -> Optional.of(text)
                        .filter(COUNT.asMatchPredicate())
                        .map(Integer::valueOf)
                        .filter(count -> count >= 1 && count <= HIGHEST_LIMIT),
                "must be from 1 to " + HIGHEST_LIMIT + "; for more, follow next");
        Optional<PageKey> after = reader.value(
                AFTER, PageKey::parse, "must be the next of an earlier answer; leave it out to begin anew");
        if (fromBlock.isPresent() && toBlock.isPresent() && fromBlock.get() > toBlock.get()) {
            reader.refuse(
                    FROM_BLOCK, String.valueOf(fromBlock.get()), "must be at most to_block, which is " + toBlock.get());
        }
        reader.requireNoProblems();
        return new PaymentsRequest(
                new PaymentFilter(cursorId, account, txHash, fromBlock, toBlock), after, limit.orElse(DEFAULT_LIMIT));
    }

    /** Collects what is wrong, so that it is told at once. */
    private static final class Reader {

        private final Map<String, List<String>> parameters;
        private final List<BadParameter> problems = new ArrayList<>();

        Reader(Map<String, List<String>> parameters) {
            this.parameters = parameters;
        }

        void requireKnown() {
            parameters.forEach((name, values) -> {
                if (!PARAMETERS.contains(name)) {
                    refuse(
                            name,
                            String.join(",", values),
                            "there is no such parameter; there are " + String.join(", ", PARAMETERS));
                } else if (values.size() > 1) {
                    refuse(name, String.join(",", values), "must be given once");
                }
            });
        }

        Optional<String> text(String name, Pattern pattern, String reason) {
            return value(name, text -> Optional.of(text).filter(pattern.asMatchPredicate()), reason);
        }

        Optional<Long> block(String name) {
            return value(
                    name,
                    text -> Optional.of(text).filter(BLOCK.asMatchPredicate()).map(Long::valueOf),
                    "must be a block number, 0 or more, in decimal digits");
        }

        <T> Optional<T> value(String name, Function<String, Optional<T>> read, String reason) {
            List<String> values = parameters.getOrDefault(name, List.of());
            if (values.size() != 1) {
                return Optional.empty();
            }
            Optional<T> value = read.apply(values.get(0));
            if (value.isEmpty()) {
                refuse(name, values.get(0), reason);
            }
            return value;
        }

        void refuse(String name, String value, String reason) {
            problems.add(new BadParameter(name, value, reason));
        }

        void requireNoProblems() {
            if (!problems.isEmpty()) {
                throw new BadParametersException(problems);
            }
        }
    }
}
