package org.paymentpoller.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paymentpoller.fixture.StoppedClock;
import org.paymentpoller.node.Endpoint.Purpose;

class EndpointTest {

    private final NodeException busy = new NodeException("endpoint 1 is busy");

    private final StoppedClock clock = new StoppedClock();
    private final Endpoint endpoint = new Endpoint(
            NodeEndpoint.parseAll("https://user:secret@one.example/key").get(0), 1000, clock);

    @Test
    void anEndpointIsAskedAtOnceAtFirst() throws IOException {
        assertThat(endpoint.isResting()).isFalse();
        assertThat(endpoint.ask(Purpose.HEAD, Endpoint::label)).isEqualTo("endpoint 1");
    }

    @Test
    void restsGrowFromOneSecondToFiveAndNoFurther() {
        List<Duration> rests = new ArrayList<>();
        for (int failure = 0; failure < 6; failure++) {
            fail(Purpose.LOGS, busy);
            rests.add(rest());
            restOut();
        }

        assertThat(rests.stream().map(Duration::toSeconds)).containsExactly(1L, 2L, 4L, 5L, 5L, 5L);
    }

    @Test
    void nothingIsAskedDuringARest() {
        fail(Purpose.HEAD, busy);
        clock.pass(Duration.ofMillis(999));

        assertThatThrownBy(() -> ask(Purpose.HEAD))
                .isInstanceOf(RestingException.class)
                .hasMessageStartingWith("endpoint 1 rests until 2026-01-01T00:00:01Z")
                .hasMessageEndingWith("endpoint 1 is busy");
        assertThat(endpoint.isResting()).isTrue();
    }

    @Test
    void whenTheRestIsOverItIsAskedAgain() throws IOException {
        fail(Purpose.HEAD, busy);
        restOut();

        assertThat(endpoint.isResting()).isFalse();
        assertThat(ask(Purpose.HEAD)).isEqualTo("answered");
        assertThat(ask(Purpose.HEAD)).isEqualTo("answered");
    }

    @Test
    void oneQuestionAtATimeTriesAnEndpointThatHasRested() throws IOException {
        fail(Purpose.HEAD, busy);
        restOut();

        String tried = endpoint.ask(Purpose.HEAD, one -> {
            assertThatThrownBy(() -> ask(Purpose.HEAD)).isInstanceOf(RestingException.class);
            return "tried";
        });

        assertThat(tried).isEqualTo("tried");
        assertThat(ask(Purpose.HEAD)).isEqualTo("answered");
    }

    @Test
    void anAnswerEndsWhatTheSamePurposeBegan() throws IOException {
        fail(Purpose.HEAD, busy);
        restOut();
        ask(Purpose.HEAD);

        assertThat(endpoint.snapshot().lastFailure()).isEmpty();
        fail(Purpose.HEAD, busy);
        assertThat(rest()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aHeadThatIsAnsweredDoesNotEndWhatTheLogsBegan() throws IOException {
        fail(Purpose.LOGS, busy);
        restOut();
        ask(Purpose.HEAD);

        assertThat(endpoint.snapshot().lastFailure()).isEqualTo("endpoint 1 is busy");
        fail(Purpose.LOGS, busy);
        assertThat(rest()).isEqualTo(Duration.ofSeconds(2));
        restOut();
        ask(Purpose.LOGS);
        assertThat(endpoint.snapshot().lastFailure()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void anyAnswerEndsWhatAnUncertainQuestionBegan(Purpose purpose) throws IOException {
        fail(Purpose.OTHER, busy);
        restOut();
        ask(purpose);

        assertThat(endpoint.snapshot().lastFailure()).isEmpty();
    }

    @Test
    void aRestLastsAsLongAsTheEndpointNames() {
        fail(Purpose.LOGS, slowDown(Optional.of("60")));

        assertThat(rest()).isEqualTo(Duration.ofSeconds(60));
        clock.pass(Duration.ofSeconds(59));
        assertThatThrownBy(() -> ask(Purpose.LOGS)).isInstanceOf(RestingException.class);
        restOut();
        assertThatCode(() -> ask(Purpose.LOGS)).doesNotThrowAnyException();
    }

    @Test
    void aLimitOfRateThatNamesNoTimeIsARestLikeAnother() {
        fail(Purpose.LOGS, slowDown(Optional.empty()));

        assertThat(rest()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void anEndpointThatRefusesForGoodIsStillTriedEveryFiveSeconds() {
        RpcError unauthorised = RpcError.ofHttp(401, Optional.empty(), bytes("no such key"), clock.instant());
        for (int failure = 0; failure < 10; failure++) {
            fail(Purpose.HEAD, new RefusedException("endpoint 1 answered HTTP 401: no such key", "", unauthorised));
            assertThat(rest()).isLessThanOrEqualTo(Duration.ofSeconds(5));
            restOut();
        }
    }

    @Test
    void anAnswerThatTurnsOutUnbelievableBeginsARestToo() throws IOException {
        ask(Purpose.LOGS);
        endpoint.failed(Purpose.LOGS, busy);

        assertThat(rest()).isEqualTo(Duration.ofSeconds(1));
        assertThatThrownBy(() -> ask(Purpose.LOGS)).isInstanceOf(RestingException.class);
        endpoint.failed(Purpose.LOGS, busy);
        assertThat(rest()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aFaultOfTheQuestionIsNoneOfTheEndpoint() {
        fail(Purpose.HEAD, busy);
        restOut();

        assertThatThrownBy(() -> endpoint.ask(Purpose.HEAD, one -> {
                    throw new IllegalStateException("a bug");
                }))
                .hasMessage("a bug");
        assertThat(endpoint.isResting()).isFalse();
        assertThatCode(() -> ask(Purpose.HEAD)).doesNotThrowAnyException();
    }

    @Test
    void anErrorInTheOneQuestionThatTriesAnEndpointDoesNotCloseItForEver() {
        fail(Purpose.HEAD, busy);
        restOut();

        assertThatThrownBy(() -> endpoint.ask(Purpose.HEAD, one -> {
                    throw new StackOverflowError("too deep");
                }))
                .isInstanceOf(StackOverflowError.class);
        assertThatCode(() -> ask(Purpose.HEAD)).doesNotThrowAnyException();
    }

    @Test
    void aSnapshotTellsWhatIsKnownAndNeverTheUrl() {
        assertThat(endpoint.snapshot())
                .isEqualTo(new Endpoint.Snapshot("endpoint 1", 1000, 1000, Optional.empty(), ""));

        endpoint.width().limitedByBlocks(100);
        endpoint.batch().refused(50, OptionalInt.of(20));
        fail(Purpose.LOGS, busy);

        assertThat(endpoint.snapshot())
                .isEqualTo(new Endpoint.Snapshot(
                        "endpoint 1", 100, 20, Optional.of(clock.instant().plusSeconds(1)), "endpoint 1 is busy"));
        assertThat(endpoint).hasToString("endpoint 1");
        restOut();
        assertThat(endpoint.snapshot().restsUntil()).isEmpty();
    }

    private String ask(Purpose purpose) throws IOException {
        return endpoint.ask(purpose, one -> "answered");
    }

    private void fail(Purpose purpose, NodeException failure) {
        assertThatThrownBy(() -> endpoint.ask(purpose, one -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    private Duration rest() {
        return Duration.between(
                clock.instant(), endpoint.snapshot().restsUntil().orElseThrow());
    }

    private void restOut() {
        clock.pass(rest().plusMillis(1));
    }

    private NodeException slowDown(Optional<String> retryAfter) {
        return new RefusedException(
                "endpoint 1 answered HTTP 429: slow down",
                "",
                RpcError.ofHttp(429, retryAfter, bytes("slow down"), clock.instant()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
