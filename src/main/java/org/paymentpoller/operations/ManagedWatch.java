package org.paymentpoller.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.cursor.WatchStatus;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.Endpoints;

/**
 * The watch among Camel's MBeans. What it tells is what this replica knows from its own polls; what it does holds for all
 * replicas. It throws exceptions of the JDK alone, which a remote client can read.
 */
@ManagedResource(description = "The watch: how far it is, and what can be done to it")
public class ManagedWatch {

    private static final String ROUTE = "payment-poller";

    private final WatchStatus status;
    private final Endpoints endpoints;
    private final WatchOperations operations;
    private final CamelContext camel;

    public ManagedWatch(WatchStatus status, Endpoints endpoints, WatchOperations operations, CamelContext camel) {
        this.status = status;
        this.endpoints = endpoints;
        this.operations = operations;
        this.camel = camel;
    }

    @ManagedAttribute(
            description = "How the watch is, as this replica's last poll found it: POLLING, PAUSED, HALTED, ...")
    public String getState() {
        return status.now().state().name();
    }

    @ManagedAttribute(description = "Why it is so; empty where all is well")
    public String getReason() {
        return status.now().reason();
    }

    @ManagedAttribute(description = "The last block whose burns are all recorded")
    public @Nullable Long getCursor() {
        return status.now().cursor().orElse(null);
    }

    @ManagedAttribute(description = "The node's head: its newest block, or the one that POLLER_FINALITY names")
    public @Nullable Long getHead() {
        return status.head().orElse(null);
    }

    @ManagedAttribute(description = "The newest block that POLLER_FINALITY lets us believe")
    public @Nullable Long getSafeHead() {
        return status.now().safeHead().orElse(null);
    }

    @ManagedAttribute(description = "How many safe blocks are not recorded yet")
    public @Nullable Long getLagBlocks() {
        return status.lagBlocks().orElse(null);
    }

    @ManagedAttribute(
            description =
                    "How many seconds old the cursor's block is while safe blocks wait behind it, 0 while none do;"
                            + " nothing where this replica does not know it")
    public @Nullable Long getLagSeconds() {
        return status.lag().map(Duration::toSeconds).orElse(null);
    }

    @ManagedAttribute(
            description =
                    "How far this replica is with a backlog: the blocks that are done and all of them, payments,"
                            + " blocks a second and the seconds that are left, as far as they are known; empty where there is none")
    public Map<String, Object> getBackfill() {
        Map<String, Object> progress = new LinkedHashMap<>();
        status.backfill().ifPresent(backfill -> {
            progress.put("doneBlocks", backfill.doneBlocks());
            progress.put("allBlocks", backfill.allBlocks());
            progress.put("payments", backfill.payments());
            backfill.blocksPerSecond().ifPresent(rate -> progress.put("blocksPerSecond", rate));
            backfill.remaining().ifPresent(left -> progress.put("remainingSeconds", left.toSeconds()));
        });
        return progress;
    }

    @ManagedAttribute(description = "When a poll last ended well, be it another replica's where this one knows of it")
    public @Nullable String getLastSuccess() {
        return status.now().lastSuccess().map(Instant::toString).orElse(null);
    }

    @ManagedAttribute(description = "When a poll of this replica last ended, well or not")
    public @Nullable String getLastPoll() {
        return route().flatMap(route -> Stream.of(
                                route.getLastExchangeCompletedTimestamp(), route.getLastExchangeFailureTimestamp())
                        .filter(time -> time != null)
                        .map(Date::toInstant)
                        .max(Instant::compareTo))
                .map(Instant::toString)
                .orElse(null);
    }

    @ManagedAttribute(
            description = "How many milliseconds the last poll took that ended well, all its windows together")
    public @Nullable Long getLastPollMillis() {
        return route().filter(route -> route.getLastExchangeCompletedTimestamp() != null)
                .map(route -> {
                    try {
                        return route.getLastProcessingTime();
                    } catch (Exception e) {
                        throw new IllegalStateException("Camel does not tell the time of the last poll", e);
                    }
                })
                .orElse(null);
    }

    @ManagedAttribute(description = "What last went wrong, with its time; kept after all is well again")
    public String getLastError() {
        return status.lastFailure()
                .map(failure -> failure.at() + " " + failure.state() + ": " + failure.reason())
                .orElse("");
    }

    @ManagedAttribute(description = "Most blocks that are asked of each endpoint at once, as learnt from its refusals")
    public Map<String, Long> getServedBlocks() {
        Map<String, Long> widths = new LinkedHashMap<>();
        for (Endpoint.Snapshot endpoint : endpoints.snapshots()) {
            widths.put(endpoint.label(), endpoint.servedBlocks());
        }
        return widths;
    }

    @ManagedOperation(description = "Pauses the watch for all replicas after the window in flight. (reason)")
    public String pause(@Nullable String reason) {
        return plainly(() -> operations.pause(reason));
    }

    @ManagedOperation(description = "Lets all replicas record again")
    public String resume() {
        return plainly(operations::resume);
    }

    @ManagedOperation(
            description =
                    "Puts the cursor back to a block, from start block - 1 to the cursor; what lies above is read again"
                            + " and found known where it is recorded. (block, reason)")
    public String rewindTo(long block, @Nullable String reason) {
        return plainly(() -> operations.rewindTo(block, reason));
    }

    @ManagedOperation(
            description = "Reads blocks at or below the cursor again and records what is missing; the cursor stays."
                    + " (from, to: both inclusive)")
    public String replay(long from, long to) {
        return plainly(() -> operations.replay(from, to, Progress.UNHEARD).outcome());
    }

    @ManagedOperation(
            description =
                    "Compares chain and tables at or below the cursor and tells what is missing, extra or different;"
                            + " changes nothing. (from, to: both inclusive)")
    public String verify(long from, long to) {
        return plainly(() ->
                String.join("\n", operations.verify(from, to, Progress.UNHEARD).lines()));
    }

    @ManagedOperation(
            description =
                    "Ends the halt of a watch whose chain reorganised: takes the present hash of the block, gives what"
                            + " was mined again its new place, marks what is gone orphaned, records what is new, deletes nothing."
                            + " (block: as a rule the cursor's, reason)")
    public String acceptReorganisation(long block, @Nullable String reason) {
        return plainly(() -> operations.acceptReorganisation(block, reason, Progress.UNHEARD));
    }

    private Optional<ManagedRouteMBean> route() {
        return Optional.ofNullable(camel.getCamelContextExtension().getContextPlugin(ManagedCamelContext.class))
                .map(managed -> managed.getManagedRoute(ROUTE));
    }

    private static String plainly(Supplier<String> operation) {
        try {
            return operation.get();
        } catch (OperationRefusedException e) {
            throw new IllegalArgumentException(e.getMessage());
        } catch (OperationFailedException e) {
            throw new IllegalStateException(e.getMessage());
        }
    }
}
