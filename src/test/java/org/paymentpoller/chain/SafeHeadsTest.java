package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paymentpoller.chain.TestChain.blockHash;
import static org.paymentpoller.node.ScriptedNode.blockJson;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.paymentpoller.fixture.StoppedClock;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.Endpoints;
import org.paymentpoller.node.NodeClient;
import org.paymentpoller.node.NodeEndpoint;
import org.paymentpoller.node.NodeLimits;
import org.paymentpoller.node.ScriptedNode;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.methods.response.EthBlock;

@Timeout(30)
class SafeHeadsTest {

    private static final Request<?, EthBlock> REQUEST =
            new Request<>("eth_getBlockByNumber", List.of("finalized", false), null, EthBlock.class);

    private final ScriptedNode first = new ScriptedNode();
    private final ScriptedNode second = new ScriptedNode();
    private final ScriptedNode third = new ScriptedNode();
    private final NodeClient client = new NodeClient(
            new NodeLimits(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofMinutes(1), 1_000_000));
    private final KnownChain chain = new KnownChain();
    private final AtomicLong nanoTime = new AtomicLong();

    @AfterEach
    void end() {
        client.close();
        Stream.of(first, second, third).forEach(ScriptedNode::close);
    }

    @Test
    void thePreferredEndpointIsAskedAlone() throws IOException {
        have(100, 105, 110);

        assertHead(heads(1), "endpoint 1", 100);
        assertThat(second.http().httpRequests()).isEmpty();
    }

    @Test
    void whereAllLagBehindTheCursorTheHighestCounts() throws IOException {
        have(100, 110, 105);
        cursorIsAt(200);

        assertHead(heads(1), "endpoint 2", 110);
    }

    @Test
    void ofEqualHeadsBehindTheCursorThePreferredOneCounts() throws IOException {
        have(100, 100, 100);
        cursorIsAt(200);

        assertHead(heads(1), "endpoint 1", 100);
    }

    @Test
    void whereSeveralMustAgreeTheLowestOfTheHighestCounts() throws IOException {
        have(100, 110, 105);
        cursorIsAt(200);

        assertHead(heads(2), "endpoint 3", 105);
    }

    @Test
    void aHeadThatWasTooHighOnceDoesNotBindTheWatchToAStuckEndpoint() throws IOException {
        SafeHeads heads = heads(1);
        have(1100, 1100, 1100);
        heads.ask(REQUEST);
        have(100, 105, 104);
        nanoTime.addAndGet(Standstill.PATIENCE.toNanos());

        assertHead(heads, "endpoint 2", 105);
    }

    private void have(long... heads) {
        List<ScriptedNode> nodes = List.of(first, second, third);
        for (int i = 0; i < heads.length; i++) {
            nodes.get(i)
                    .tells("eth_chainId", "\"0x7a69\"")
                    .tellsBlock("finalized", blockJson(heads[i], blockHash(heads[i])));
        }
    }

    private void cursorIsAt(long block) {
        chain.is(new KnownChain.Known(Optional.of(TestChain.CHAIN_ID), block, Optional.empty()));
    }

    private SafeHeads heads(int quorum) {
        String urls = Stream.of(first, second, third).map(ScriptedNode::url).collect(Collectors.joining(","));
        Endpoints endpoints = new Endpoints(NodeEndpoint.parseAll(urls).stream()
                .map(address -> new Endpoint(address, 1000, new StoppedClock()))
                .toList());
        return new SafeHeads(endpoints, client, chain, quorum, new Standstill(nanoTime::get));
    }

    private static void assertHead(SafeHeads heads, String endpoint, long number) throws IOException {
        SafeHead head = heads.ask(REQUEST);
        assertThat(head.endpoint()).isEqualTo(endpoint);
        assertThat(head.number()).isEqualTo(number);
    }
}
