package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.paymentpoller.chain.TestChain.refused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.BehindException;
import org.paymentpoller.node.Deadline;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.NodeEndpoint;
import org.paymentpoller.node.NodeException;
import org.paymentpoller.node.RefusedException;
import org.paymentpoller.node.RpcError;

@Timeout(30)
class WindowAttemptsTest {

    private static final BlockWindow WANTED = new BlockWindow(100, 1099);

    private final Endpoint endpoint =
            new Endpoint(NodeEndpoint.parseAll("http://one.example").get(0), 1000, Clock.systemUTC());
    private final List<BlockWindow> asked = new ArrayList<>();
    private boolean alone;

    @Test
    void whatIsServedAtOnceIsAskedOnce() throws IOException {
        assertThat(make(window -> null).window()).isEqualTo(WANTED);
        assertThat(asked).containsExactly(WANTED);
    }

    @Test
    void theFirstAttemptIsAsWideAsTheEndpointServes() throws IOException {
        endpoint.width().limitedByBlocks(100);

        assertThat(make(window -> null).window()).isEqualTo(new BlockWindow(100, 199));
    }

    @ParameterizedTest
    @ValueSource(strings = {"something nobody has heard of", "block range is too wide", "query timed out"})
    void aRefusedRangeIsHalvedDownToOneBlockAndThatIsAskedForOnlyOnce(String words) {
        NodeException refused = refused(words);

        assertThatThrownBy(() -> make(window -> refused)).isSameAs(refused);
        assertThat(asked)
                .extracting(BlockWindow::blocks)
                .containsExactly(1000L, 500L, 250L, 125L, 62L, 31L, 15L, 7L, 3L, 1L);
        assertThat(asked).allMatch(window -> window.from() == 100);
        assertThat(endpoint.width().blocks()).isOne();
    }

    @Test
    void theWidestRangeIsHalvedToOneBlockInOneWindow() throws IOException {
        Endpoint wide = new Endpoint(endpoint.address(), 1_000_000, Clock.systemUTC());

        WindowLogs served = new WindowAttempts(
                        wide, new BlockWindow(0, 999_999), true, Deadline.in(Duration.ofMinutes(1)))
                .make(window -> {
                    if (window.blocks() > 1) {
                        throw refused("too many results");
                    }
                    return TestChain.answer(window);
                });

        assertThat(served.window()).isEqualTo(new BlockWindow(0, 0));
    }

    @Test
    void aNamedLimitIsTakenAtOnce() throws IOException {
        WindowLogs served = make(window -> window.blocks() > 50 ? refused("block range limited to 50 blocks") : null);

        assertThat(served.window()).isEqualTo(new BlockWindow(100, 149));
        assertThat(asked).hasSize(2);
    }

    @Test
    void aSuggestedRangeIsTakenAtOnce() throws IOException {
        WindowLogs served = make(window -> window.to() > 300
                ? refused("query returned more than 10000 results. Try with this block range [0x64, 0x12c].")
                : null);

        assertThat(served.window()).isEqualTo(new BlockWindow(100, 300));
        assertThat(asked).hasSize(2);
    }

    @Test
    void aSuggestedRangeThatIsNoSmallerIsNotTaken() throws IOException {
        make(window -> window.blocks() == 1000
                ? refused("query returned more than 10000 results. Try with this block range [0x64, 0x44b].")
                : null);

        assertThat(asked).extracting(BlockWindow::blocks).containsExactly(1000L, 500L);
    }

    @Test
    void aNamedRestOfASecondIsWaitedOutAndTheRangeStaysAsItIs() throws IOException {
        long began = System.nanoTime();
        make(window -> asked.size() == 1 ? slowDown("1") : null);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(990));
        assertThat(asked).containsExactly(WANTED, WANTED);
        assertThat(endpoint.width().blocks()).isEqualTo(1000);
    }

    @Test
    void aLongerOneIsNot() {
        NodeException slowDown = slowDown("2");

        assertThatThrownBy(() -> make(window -> slowDown)).isSameAs(slowDown);
        assertThat(asked).hasSize(1);
        assertThat(endpoint.width().blocks()).isEqualTo(1000);
    }

    @Test
    void aLimitOfRateThatNamesNoTimeIsLeftToTheEndpointsRest() {
        assertThatThrownBy(() -> make(window -> refused("rate limit exceeded"))).isInstanceOf(RefusedException.class);
        assertThat(asked).hasSize(1);
        assertThat(endpoint.width().blocks()).isEqualTo(1000);
    }

    @Test
    void whereNoOtherEndpointMayBeAskedASecondIsWaitedOutOnce() throws IOException {
        alone = true;
        long began = System.nanoTime();

        make(window -> asked.size() == 1 ? refused("rate limit exceeded") : null);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(990));
        assertThat(asked).containsExactly(WANTED, WANTED);
        assertThatThrownBy(() -> make(window -> refused("rate limit exceeded"))).isInstanceOf(RefusedException.class);
        assertThat(asked).hasSize(4);
    }

    @Test
    void whatNoRetryHealsIsAskedOnce() {
        assertThatThrownBy(() -> make(window -> refused("the method eth_getLogs is not available")))
                .isInstanceOf(RefusedException.class);
        assertThat(asked).hasSize(1);
    }

    @Test
    void aStumbleIsForgivenTwice() throws IOException {
        make(window -> asked.size() <= 2 ? new NodeException("endpoint 1 broke off") : null);

        assertThat(asked).containsExactly(WANTED, WANTED, WANTED);
    }

    @Test
    void aThirdStumbleIsNot() {
        NodeException broken = new NodeException("endpoint 1 broke off");

        assertThatThrownBy(() -> make(window -> broken)).isSameAs(broken);
        assertThat(asked).hasSize(3);
    }

    @Test
    void aBlockThatIsNotThereYetIsWaitedForAMoment() throws IOException {
        make(window -> asked.size() == 1 ? new BehindException("endpoint 1 does not have block 1099 yet") : null);

        assertThat(asked).containsExactly(WANTED, WANTED);
    }

    @Test
    void whenTheTimeIsOverNothingIsTriedAgainAndTheNextWindowIsNarrower() {
        NodeException late = new NodeException("endpoint 1 did not answer in time");

        assertThatThrownBy(() -> make(Deadline.in(Duration.ZERO), window -> late))
                .isSameAs(late);
        assertThat(asked).hasSize(1);
        assertThat(endpoint.width().blocks()).isEqualTo(500);
    }

    @Test
    void aPauseThatTheDeadlineDoesNotLeaveIsNotMade() {
        assertThatThrownBy(() -> make(Deadline.in(Duration.ofMillis(500)), window -> slowDown("1")))
                .isInstanceOf(RefusedException.class);
        assertThat(asked).hasSize(1);
    }

    /** Attempts that fail as told, or answer where nothing is told. */
    private WindowLogs make(Function<BlockWindow, @Nullable NodeException> failure) throws IOException {
        return make(Deadline.in(Duration.ofMinutes(1)), failure);
    }

    private WindowLogs make(Deadline deadline, Function<BlockWindow, @Nullable NodeException> failure)
            throws IOException {
        return new WindowAttempts(endpoint, WANTED, alone, deadline).make(window -> {
            asked.add(window);
            @Nullable NodeException told = failure.apply(window);
            if (told != null) {
                throw told;
            }
            return TestChain.answer(window);
        });
    }

    private static NodeException slowDown(String retryAfter) {
        return new RefusedException(
                "endpoint 1 answered HTTP 429: slow down",
                "",
                RpcError.ofHttp(
                        429,
                        Optional.of(retryAfter),
                        "slow down".getBytes(StandardCharsets.UTF_8),
                        Instant.parse("2026-01-01T00:00:00Z")));
    }
}
