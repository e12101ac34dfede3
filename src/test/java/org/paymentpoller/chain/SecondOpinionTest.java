package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paymentpoller.chain.TestChain.block;
import static org.paymentpoller.chain.TestChain.blockHash;
import static org.paymentpoller.node.ScriptedNode.blockJson;

import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.Endpoints;
import org.paymentpoller.node.NodeClient;
import org.paymentpoller.node.NodeEndpoint;
import org.paymentpoller.node.NodeLimits;
import org.paymentpoller.node.ScriptedNode;

@Timeout(30)
class SecondOpinionTest {

    private final ScriptedNode first = new ScriptedNode();
    private final ScriptedNode second = new ScriptedNode().hasBlock(99);
    private final ScriptedNode third = new ScriptedNode().hasBlock(99);
    private final NodeClient client = client(Duration.ofMinutes(1));

    @AfterEach
    void end() {
        client.close();
        first.close();
        second.close();
        third.close();
    }

    @Test
    void theOthersAreAskedAndTheOneInDoubtIsNot() {
        SecondOpinion opinion = of(first, second, third);

        assertThat(opinion.isToBeHadBeside("endpoint 1")).isTrue();
        assertThat(opinion.of(99, "endpoint 1")).containsExactly(block(99), block(99));
        assertThat(first.http().calls()).isEmpty();
    }

    @Test
    void whatTheySayIsHandedOnAsItIs() {
        second.tellsBlock("0x63", blockJson(99, blockHash(7)));

        assertThat(of(first, second).of(99, "endpoint 1")).containsExactly(new BlockId(99, blockHash(7)));
    }

    @Test
    void whoeverDoesNotAnswerOrDoesNotHaveTheBlockIsLeftOut() {
        second.tellsBlock("0x63", "null");
        third.does(Answer.http(503, "busy"));

        assertThat(of(first, second, third).of(99, "endpoint 1")).isEmpty();
    }

    @Test
    void whoeverHangsLeavesTimeForTheOthers() {
        second.does(Answer.hang());
        try (NodeClient hasty = client(Duration.ofSeconds(9))) {
            assertThat(of(hasty, first, second, third).of(99, "endpoint 1")).containsExactly(block(99));
        }
    }

    @Test
    void besideTheOnlyEndpointThereIsNobodyToAsk() {
        assertThat(of(first).isToBeHadBeside("endpoint 1")).isFalse();
    }

    private static NodeClient client(Duration windowBudget) {
        return new NodeClient(new NodeLimits(Duration.ofSeconds(10), Duration.ofSeconds(20), windowBudget, 1_000_000));
    }

    private SecondOpinion of(ScriptedNode... nodes) {
        return of(client, nodes);
    }

    private static SecondOpinion of(NodeClient client, ScriptedNode... nodes) {
        String urls = Stream.of(nodes).map(ScriptedNode::url).collect(Collectors.joining(","));
        return new SecondOpinion(
                new Endpoints(NodeEndpoint.parseAll(urls).stream()
                        .map(address -> new Endpoint(address, 1000, Clock.systemUTC()))
                        .toList()),
                client);
    }
}
