package org.paymentpoller.chain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.paymentpoller.node.Deadline;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.Endpoint.Purpose;
import org.paymentpoller.node.Endpoints;
import org.paymentpoller.node.NodeClient;
import org.paymentpoller.node.NodeException;
import org.paymentpoller.node.Refusals;
import org.paymentpoller.node.RefusedException;
import org.paymentpoller.node.TimedOutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether an endpoint left out logs: a block whose bloom can hold the watched event, while no log of it came, is asked again,
 * then at another endpoint, and at last its receipts decide, since a bloom may be a false positive (Yellow Paper, 4.3.1).
 */
final class BloomCheck {

    private static final Logger LOG = LoggerFactory.getLogger(BloomCheck.class);

    private final Endpoints endpoints;
    private final NodeClient client;
    private final WindowReader reader;
    private final NodeRules rules;

    BloomCheck(Endpoints endpoints, NodeClient client, WindowReader reader, NodeRules rules) {
        this.endpoints = endpoints;
        this.client = client;
        this.reader = reader;
        this.rules = rules;
        if (!rules.compareBlooms()) {
            LOG.warn(
                    "Blooms are not compared (POLLER_NODE_BLOOM_CHECK): logs that an endpoint leaves out are not noticed");
        }
    }

    /**
     * The answer, or one that can be believed in its place.
     *
     * @throws NodeException when the receipts show logs that no endpoint answered
     */
    WindowLogs settle(WindowLogs answer, Deadline deadline) throws IOException {
        if (!rules.compareBlooms() || silentBlocks(answer).isEmpty()) {
            return answer;
        }
        Endpoint endpoint = endpoints.named(answer.endpoint());
        WindowLogs again = reader.read(endpoint, answer.request(), deadline);
        if (silentBlocks(again).isEmpty()) {
            return again;
        }
        // A quorum compares the others' logs anyway, and one that were put to rest here could not agree there.
        List<Endpoint> others = rules.quorum() > 1 ? List.of() : endpoints.others(endpoint);
        int unasked = others.size();
        for (Endpoint other : others) {
            // Two parts are the receipts', which may be of many blocks.
            Deadline part = deadline.part(2 + unasked--);
            try {
                WindowLogs elsewhere = reader.read(other, again.request().elsewhere(), part);
                if (refutes(elsewhere, again)) {
                    endpoint.failed(Purpose.LOGS, leftOut(again, silentBlocks(again)));
                    return elsewhere;
                }
                break;
            } catch (NodeException e) {
                LOG.debug("No second answer about silent blocks: {}", e.getMessage());
            }
        }
        List<BlockHeader> holding = holding(again, endpoint, deadline);
        if (!holding.isEmpty()) {
            NodeException failure = leftOut(again, holding);
            endpoint.failed(Purpose.LOGS, failure);
            throw failure;
        }
        return again;
    }

    /** Whether the other answer has logs wherever this one is suspected, of the very same blocks, and no gap of its own. */
    private static boolean refutes(WindowLogs elsewhere, WindowLogs suspected) throws NodeException {
        return elsewhere.isOfTheBlocksOf(suspected)
                && silentBlocks(suspected).stream().allMatch(block -> elsewhere.hasLogOf(block.number()))
                && silentBlocks(elsewhere).isEmpty();
    }

    private List<BlockHeader> holding(WindowLogs answer, Endpoint endpoint, Deadline deadline) throws IOException {
        ReceiptsQuestion receipts = new ReceiptsQuestion(endpoint.address(), client.to(endpoint, deadline));
        List<BlockHeader> holding = new ArrayList<>();
        try {
            for (BlockHeader block : silentBlocks(answer)) {
                if (endpoint.ask(Purpose.LOGS, asked -> isHeld(receipts, block, answer))) {
                    holding.add(block);
                }
            }
        } catch (TimedOutException e) {
            // The same window would take too long at the next tick again.
            endpoint.width().limitedByResults(Math.max(1, answer.window().blocks() / 2));
            throw e;
        }
        return holding;
    }

    private static boolean isHeld(ReceiptsQuestion receipts, BlockHeader block, WindowLogs answer) throws IOException {
        try {
            return receipts.holdsEvent(block, answer.contract(), answer.topic0());
        } catch (RefusedException e) {
            if (Refusals.isLater(e.error())) {
                throw e;
            }
            throw new RefusedException(
                    e.getMessage() + "; where receipts are not to be had, POLLER_NODE_BLOOM_CHECK=false does without",
                    e.method(),
                    e.error());
        }
    }

    private static List<BlockHeader> silentBlocks(WindowLogs answer) throws NodeException {
        // Those of a long window: nothing to hash the event for.
        if (answer.headers().isEmpty()) {
            return List.of();
        }
        LogsBloom watched = LogsBloom.of(answer.contract(), answer.topic0());
        Set<Long> heard = answer.logs().stream().map(ChainLog::blockNumber).collect(Collectors.toSet());
        return SilentBlocks.among(answer.endpoint(), answer.headers(), heard, watched);
    }

    private static NodeException leftOut(WindowLogs answer, List<BlockHeader> blocks) {
        return new NodeException(
                answer.endpoint() + " left out logs of block " + blocks.get(0).number()
                        + (blocks.size() > 1 ? " and " + (blocks.size() - 1) + " more" : "")
                        + ", which the chain has");
    }
}
