package org.paymentpoller.poll;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.chain.Finality;
import org.paymentpoller.chain.KnownChain;
import org.paymentpoller.chain.SafeHead;
import org.paymentpoller.cursor.Cursor;
import org.paymentpoller.cursor.WatchIdentity;
import org.paymentpoller.cursor.WatchState;
import org.paymentpoller.cursor.WatchStatus;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.Endpoints;
import org.paymentpoller.node.NodeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code choose-window}: the next blocks, from the cursor and from what finality lets us believe. */
public class ChooseWindow {

    private static final Logger LOG = LoggerFactory.getLogger(ChooseWindow.class);

    private final ChainIdentity identity;
    private final Finality finality;
    private final Endpoints endpoints;
    private final WatchStatus status;
    private final CursorsBlock cursorsBlock;
    private @Nullable Move moveSaid;

    /**
     * @param endpoints what each has been able to serve
     */
    public ChooseWindow(
            WatchIdentity watch,
            KnownChain chain,
            Finality finality,
            Endpoints endpoints,
            WatchStatus status,
            CursorsBlock cursorsBlock) {
        this.identity = new ChainIdentity(watch, chain);
        this.finality = finality;
        this.endpoints = endpoints;
        this.status = status;
        this.cursorsBlock = cursorsBlock;
    }

    /**
     * The window that follows the cursor, or null when no block above it may be believed yet or the watch is paused.
     *
     * @throws NodeException when the node is on another chain, or its head on another branch
     */
    public @Nullable BlockWindow next(Cursor cursor, SafeHead head) throws NodeException {
        identity.require(cursor, head.endpoint(), head.chainId());
        long headBlock = head.number();
        long safeHead = finality.safeHead(headBlock);
        long last = cursor.lastProcessedBlock();
        status.told(headBlock);
        if (headBlock == last) {
            head.time().ifPresent(time -> status.saw(last, time));
        }
        if (cursor.paused().isPresent()) {
            pausedAt(last, safeHead, cursor.paused().get());
            return null;
        }
        sayWhereMoved(cursor);
        if (headBlock < last && cursor.hasAdvanced()) {
            headBelowCursor(head.endpoint(), headBlock, last, safeHead);
            return null;
        }
        if (headBlock == last) {
            cursorsBlock.require(cursor, head.endpoint(), head.id());
        }
        if (safeHead <= last) {
            status.polled(
                    last, safeHead, cursor.hasAdvanced() ? WatchState.POLLING : WatchState.WAITING_FOR_START_BLOCK);
            return null;
        }
        return endpoints.named(head.endpoint()).width().narrow(new BlockWindow(last + 1, safeHead));
    }

    private void pausedAt(long last, long safeHead, String reason) {
        if (status.paused(last, safeHead, reason)) {
            LOG.info("The watch is paused at block {}: {}", last, reason);
        }
    }

    private void headBelowCursor(String endpoint, long head, long last, long safeHead) {
        String block = finality.tag().equals("latest")
                ? "the head of " + endpoint
                : "the " + finality.tag() + " block of " + endpoint + ", which POLLER_FINALITY names,";
        String reason = block + " is block " + head + ", below the cursor at block " + last;
        if (status.stuckAt(last, safeHead, WatchState.HEAD_BELOW_CURSOR, reason)) {
            LOG.warn("Nothing is written while {}", reason);
        }
    }

    private void sayWhereMoved(Cursor cursor) {
        if (!cursor.wasMoved()) {
            moveSaid = null;
        } else if (moveSaid == null || !isSaid(moveSaid, cursor.lastProcessedBlock())) {
            moveSaid = new Move(cursor.lastProcessedBlock(), status.now().lastSuccess());
            LOG.warn(
                    "Cursor {} was moved by hand from block {} to block {}, whose hash is not known: it is not compared",
                    cursor.id(),
                    cursor.hashBlock().orElseThrow(),
                    cursor.lastProcessedBlock());
        }
    }

    /** A window recorded since then took the cursor elsewhere, so that it was moved here once more. */
    private boolean isSaid(Move said, long block) {
        WatchStatus.Snapshot now = status.now();
        boolean wentOn = !now.lastSuccess().equals(said.lastSuccess())
                && now.cursor().filter(polled -> polled == block).isEmpty();
        return said.block() == block && !wentOn;
    }

    /** A move by hand that was told, and the last poll that had ended well by then. */
    private record Move(long block, Optional<Instant> lastSuccess) {}
}
