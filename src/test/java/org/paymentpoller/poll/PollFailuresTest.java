package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.paymentpoller.chain.Finality;
import org.paymentpoller.chain.ReorganisationException;
import org.paymentpoller.chain.TestChain;
import org.paymentpoller.chain.WrongChainException;
import org.paymentpoller.cursor.CommitOutcomeUnknownException;
import org.paymentpoller.cursor.RowHolding;
import org.paymentpoller.cursor.WatchMismatchException;
import org.paymentpoller.cursor.WatchState;
import org.paymentpoller.cursor.WatchStatus;
import org.paymentpoller.fixture.LogLines;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.NodeException;
import org.paymentpoller.node.RestingException;
import org.slf4j.MDC;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.UncategorizedSQLException;

class PollFailuresTest {

    private final SQLException lockTimeout =
            new SQLException("ERROR: canceling statement due to lock timeout", "55P03");

    private final WatchStatus status = TestWatch.status();
    private RowHolding row = new RowHolding(9, "session 7, psql, idle in transaction since 2026-01-01T10:00:00Z");
    private final PollFailures failures = new PollFailures(
            status, Finality.parse("2"), new HeldRow(status, () -> Optional.of(row)), new LogContext("payment-poller"));
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private final LogLines log = LogLines.of(PollFailures.class);

    @AfterEach
    void end() {
        log.close();
    }

    @Test
    void aCursorRowThatIsHeldIsNoFault() {
        failures.handleException("poll", exchange, camels(new CannotAcquireLockException("SQL []", lockTimeout)));

        assertThat(log.soFar())
                .containsExactly("INFO The cursor row is held by another replica or session; this tick ends without a"
                        + " window");
        assertThat(status.now().state()).isEqualTo(WatchState.STARTING);
    }

    @Test
    void aCursorRowThatIsHeldWhileTheCursorStandsStillIsAFault() {
        CannotAcquireLockException waited = new CannotAcquireLockException("SQL []", lockTimeout);
        failures.handleException("poll", exchange, camels(waited));
        row = new RowHolding(10, "");
        failures.handleException("poll", exchange, camels(waited));
        assertThat(log.soFar()).allMatch(line -> line.startsWith("INFO"));
        row = new RowHolding(10, "session 7, psql, idle in transaction since 2026-01-01T10:00:00Z");

        failures.handleException("poll", exchange, camels(waited));

        assertThat(status.now().state()).isEqualTo(WatchState.FAILING);
        assertThat(status.now().reason())
                .isEqualTo("the cursor row is held by session 7, psql, idle in transaction since 2026-01-01T10:00:00Z,"
                        + " and the cursor has not moved from block 10 while this replica waited for it twice");
        assertThat(log.soFar())
                .hasSize(3)
                .last()
                .isEqualTo("WARN No window could begin; tried again at the next tick: "
                        + status.now().reason());
    }

    @Test
    void aCursorThatMovesWhileThisReplicaWaitsIsAPollThatEndedWell() {
        CannotAcquireLockException waited = new CannotAcquireLockException("SQL []", lockTimeout);
        failures.handleException("poll", exchange, camels(waited));
        assertThat(status.now().lastSuccess()).isEmpty();
        row = new RowHolding(12, "");

        failures.handleException("poll", exchange, camels(waited));

        assertThat(status.now().lastSuccess()).isPresent();
        assertThat(status.now().cursor()).contains(12L);
        assertThat(status.now().state()).isEqualTo(WatchState.STARTING);
    }

    @Test
    void anotherLockThatIsHeldRollsTheWindowBack() {
        exchange.setVariable("window", new BlockWindow(10, 20));

        failures.handleException("poll", exchange, camels(new CannotAcquireLockException("SQL []", lockTimeout)));

        assertThat(log.soFar())
                .containsExactly("WARN Window 10 to 20 was rolled back; tried again at the next tick: a lock in the"
                        + " database is held by another session: ERROR: canceling statement due to lock timeout");
        assertThat(status.now().state()).isEqualTo(WatchState.FAILING);
    }

    @Test
    void aPausedWatchIsPausedAndFreshWithoutItsNodeToo() {
        status.polled(9, 12, WatchState.POLLING);
        Optional<Instant> before = status.now().lastSuccess();
        exchange.setVariable("cursor", TestWatch.paused(TestWatch.at(9), "the bank is closed"));

        for (int tick = 0; tick < 3; tick++) {
            failures.handleException("poll", exchange, camels(new NodeException("endpoint 1 is busy, " + tick)));
        }

        assertThat(status.now().state()).isEqualTo(WatchState.PAUSED);
        assertThat(status.now().reason()).isEqualTo("the bank is closed; the head is not known: endpoint 1 is busy, 2");
        assertThat(status.now().cursor()).contains(9L);
        assertThat(status.now().safeHead()).contains(12L);
        assertThat(status.now().lastSuccess().orElseThrow()).isAfter(before.orElseThrow());
        assertThat(log.soFar())
                .containsExactly("INFO The watch is paused at block 9: the bank is closed; the head is not known:"
                        + " endpoint 1 is busy, 0");
    }

    @Test
    void aPauseIsTakenFromTheRowAlsoWhileTheNodeRests() {
        failures.handleException("poll", exchange, camels(new NodeException("busy")));
        exchange.setVariable("cursor", TestWatch.paused(TestWatch.at(9), "the bank is closed"));

        failures.handleException("poll", exchange, camels(new RestingException("endpoint 1 rests")));

        assertThat(status.now().state()).isEqualTo(WatchState.PAUSED);
    }

    @Test
    void aWatchThatIsResumedWhileTheNodeRestsFails() {
        exchange.setVariable("cursor", TestWatch.paused(TestWatch.at(9), "the bank is closed"));
        failures.handleException("poll", exchange, camels(new NodeException("busy")));
        exchange.setVariable("cursor", TestWatch.at(9));

        failures.handleException("poll", exchange, camels(new RestingException("endpoint 1 rests")));

        assertThat(status.now().state()).isEqualTo(WatchState.FAILING);
        assertThat(status.now().reason()).isEqualTo("endpoint 1 rests");
    }

    @Test
    void aPausedWatchWhoseDatabaseFailsOrWhoseChainIsAnotherSaysSo() {
        exchange.setVariable("cursor", TestWatch.paused(TestWatch.at(9), "the bank is closed"));

        failures.handleException("poll", exchange, camels(new WrongChainException("endpoint 1", 5, 31337)));
        assertThat(status.now().state()).isEqualTo(WatchState.WRONG_CHAIN);

        failures.handleException("poll", exchange, camels(new SQLException("An I/O error occurred", "08006")));
        assertThat(status.now().state()).isEqualTo(WatchState.FAILING);
        assertThat(status.now().lastSuccess()).isEmpty();
    }

    @Test
    void aPollThatFailedLateTellsHowFarBehindTheWatchIs() {
        status.polled(9, 9, WatchState.POLLING);
        exchange.setVariable("cursor", TestWatch.at(9));
        exchange.setVariable("head", TestChain.head(17));

        failures.handleException("poll", exchange, camels(new NodeException("busy")));

        assertThat(status.now().safeHead()).contains(15L);
        assertThat(status.lagBlocks()).contains(6L);
    }

    @Test
    void theHeadOfAnotherChainIsNotTheWatchs() {
        status.polled(9, 9, WatchState.POLLING);
        exchange.setVariable("cursor", TestWatch.at(9));
        exchange.setVariable("head", TestChain.head(17));

        failures.handleException("poll", exchange, camels(new WrongChainException("endpoint 1", 5, 31337)));

        assertThat(status.lagBlocks()).contains(0L);
    }

    @Test
    void aNodeOnAnotherChainIsTheWrongChain() {
        failures.handleException("poll", exchange, camels(new WrongChainException("endpoint 1", 5, 31337)));

        assertThat(status.now().state()).isEqualTo(WatchState.WRONG_CHAIN);
        assertThat(status.now().reason()).startsWith("endpoint 1 serves chain 5, but the watch belongs to chain 31337");
    }

    @Test
    void aRowThatBelongsToAnotherWatchIsTheWrongChain() {
        failures.handleException("poll", exchange, camels(new WatchMismatchException("another contract")));

        assertThat(status.now().state()).isEqualTo(WatchState.WRONG_CHAIN);
        assertThat(status.now().reason()).isEqualTo("another contract");
    }

    @Test
    void aReorganisationBelowTheCursorHaltsTheWatch() {
        failures.handleException(
                "poll", exchange, camels(new ReorganisationException("endpoint 1", TestChain.block(9), "0x01")));

        assertThat(status.now().state()).isEqualTo(WatchState.HALTED);
        assertThat(status.now().reason()).startsWith("the chain reorganised below the cursor");
    }

    @Test
    void aHaltIsToldOnceAndAgainAfterAnotherState() {
        Throwable halt = camels(new ReorganisationException("endpoint 1", TestChain.block(9), "0x01"));

        failures.handleException("poll", exchange, halt);
        failures.handleException("poll", exchange, halt);
        assertThat(log.soFar()).singleElement().asString().startsWith("ERROR");
        assertThat(status.now().state()).isEqualTo(WatchState.HALTED);

        failures.handleException("poll", exchange, camels(new NodeException("busy")));
        failures.handleException("poll", exchange, halt);
        assertThat(log.soFar()).hasSize(3);
    }

    @Test
    void anyOtherFailureIsAFailure() {
        failures.handleException("poll", exchange, camels(new NodeException("endpoint 1 answered HTTP 500: busy")));

        assertThat(status.now().state()).isEqualTo(WatchState.FAILING);
        assertThat(log.soFar())
                .containsExactly("WARN No window could begin; tried again at the next tick: endpoint 1 answered HTTP"
                        + " 500: busy");
    }

    @Test
    void aConnectionLostInTheCommitLeavesItToTheCursor() {
        exchange.setVariable("window", new BlockWindow(10, 20));
        SQLException lost = new SQLException("An I/O error occurred", "08006", new EOFException());

        failures.handleException("poll", exchange, camels(new CommitOutcomeUnknownException(lost)));

        assertThat(log.soFar())
                .containsExactly("WARN Window 10 to 20 was committed or rolled back, as the cursor will tell; tried"
                        + " again at the next tick: the connection to the database was lost: An I/O error occurred");
    }

    @Test
    void theReasonIsTheInnermostMessageOnOneLine() {
        SQLException database = new SQLException("ERROR: no\nroom\u2028left", "53100");

        failures.handleException(
                "poll", exchange, camels(new UncategorizedSQLException("record", "INSERT INTO payments", database)));

        assertThat(status.now().reason()).isEqualTo("the database's disk is full: ERROR: no room left");
        assertThat(log.soFar())
                .singleElement()
                .asString()
                .endsWith(": the database's disk is full: ERROR: no room left");
    }

    @Test
    void aFailureWithoutAMessageIsToldByItsOuterOne() {
        failures.handleException("poll", exchange, new IllegalStateException("the outer one", new Throwable()));

        assertThat(status.now().reason()).isEqualTo("the outer one");
    }

    @Test
    void aFailureWithoutAnyMessageIsToldByItsKind() {
        failures.handleException("poll", exchange, new NullPointerException());

        assertThat(status.now().reason()).isEqualTo("NullPointerException");
    }

    @Test
    void aFailureOutsideAnExchangeIsToldToo() {
        failures.handleException(new IllegalStateException("one"));
        assertThat(status.now().reason()).isEqualTo("one");

        failures.handleException("poll", new IllegalStateException("two"));
        assertThat(status.now().reason()).isEqualTo("two");

        failures.handleException("poll", null, new IllegalStateException("three"));
        assertThat(status.now().reason()).isEqualTo("three");
    }

    private CamelExecutionException camels(Throwable cause) {
        return new CamelExecutionException("Exception occurred during execution", exchange, cause);
    }

    @Test
    void itsLinesCarryTheWatchAndTheWindow() {
        exchange.setVariable("window", new BlockWindow(5, 9));

        failures.handleException("poll", exchange, new NodeException("no"));

        assertThat(log.contexts()).containsExactly(Map.of("watch", "payment-poller", "window", "5-9"));
        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }
}
