package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.paymentpoller.chain.TestChain.refused;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.Deadline;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.NodeEndpoint;
import org.paymentpoller.node.RefusedException;

class WindowAttemptsPropertiesTest {

    private static final int MOST_ATTEMPTS = 30;

    @Provide
    Arbitrary<BlockWindow> windows() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, Long.MAX_VALUE / 2),
                        Arbitraries.longs().between(1, 1_000_000))
                .as((from, blocks) -> new BlockWindow(from, from + blocks - 1));
    }

    /** How an endpoint of a limit words it. */
    @Provide
    Arbitrary<Function<Long, String>> wordings() {
        return Arbitraries.of(
                limit -> "nobody has ever heard of this",
                limit -> "block range is too wide",
                limit -> "query returned more than 10000 results",
                limit -> "query timed out",
                limit -> "eth_getLogs is limited to a " + limit + " block range",
                limit -> "exceed maximum block range: " + limit);
    }

    @Property
    void anEndpointOfAnyLimitIsServedTheBeginningOfTheWindowInOneGo(
            @ForAll("windows") BlockWindow wanted,
            @ForAll @LongRange(min = 1, max = 1_000_000) long limit,
            @ForAll("wordings") Function<Long, String> wording)
            throws IOException {
        Endpoint endpoint = endpoint();
        List<BlockWindow> asked = new ArrayList<>();

        WindowLogs logs = attempts(endpoint, wanted).make(window -> {
            asked.add(window);
            if (window.blocks() > limit) {
                throw refused(wording.apply(limit));
            }
            return TestChain.answer(window);
        });

        assertThat(logs.window().from()).isEqualTo(wanted.from());
        assertThat(logs.window().blocks()).isBetween(1L, Math.min(limit, wanted.blocks()));
        assertThat(logs.window().blocks() * 2 + 1).isGreaterThanOrEqualTo(Math.min(limit, wanted.blocks()));
        assertThat(asked).allMatch(window -> window.from() == wanted.from() && window.to() <= wanted.to());
        assertThat(asked).hasSizeLessThanOrEqualTo(MOST_ATTEMPTS);
    }

    @Property
    void whateverNumbersAnEndpointNamesEachAttemptIsNarrowerAndTheirNumberIsBounded(
            @ForAll("windows") BlockWindow wanted, @ForAll("numbers") List<Long> numbers) {
        List<BlockWindow> asked = new ArrayList<>();

        Throwable failure = catchThrowable(() -> attempts(endpoint(), wanted).make(window -> {
            asked.add(window);
            long one = numbers.get(asked.size() % numbers.size());
            long other = numbers.get((asked.size() + 1) % numbers.size());
            throw refused("block range too large, max: " + one + ", try this range [" + window.from() + ", "
                    + (window.from() + other) + "] or [" + one + ", " + other + "]");
        }));

        assertThat(failure).isInstanceOf(RefusedException.class);
        assertThat(asked).hasSizeLessThanOrEqualTo(MOST_ATTEMPTS);
        for (int attempt = 1; attempt < asked.size(); attempt++) {
            assertThat(asked.get(attempt).from()).isEqualTo(wanted.from());
            assertThat(asked.get(attempt).to())
                    .isLessThan(asked.get(attempt - 1).to());
        }
    }

    @Provide
    Arbitrary<List<Long>> numbers() {
        return Arbitraries.longs().between(0, 2_000_000).list().ofMinSize(1).ofMaxSize(5);
    }

    private static Endpoint endpoint() {
        return new Endpoint(NodeEndpoint.parseAll("http://one.example").get(0), 1_000_000, Clock.systemUTC());
    }

    private static WindowAttempts attempts(Endpoint endpoint, BlockWindow wanted) {
        return new WindowAttempts(endpoint, wanted, true, Deadline.in(Duration.ofMinutes(1)));
    }
}
