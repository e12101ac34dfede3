package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paymentpoller.chain.TestChain.blockHash;
import static org.paymentpoller.node.ScriptedNode.blockJson;
import static org.paymentpoller.node.ScriptedNode.failure;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.node.JsonRpcHttp;
import org.paymentpoller.node.ScriptedNode;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.methods.response.EthBlock;

@Timeout(30)
class SafeHeadQuestionTest {

    private final ScriptedNode node = new ScriptedNode();

    @BeforeEach
    void answerWell() {
        node.tells("eth_chainId", "\"0x7a69\"").tellsBlock("finalized", blockJson(17, blockHash(17)));
    }

    @AfterEach
    void end() {
        node.close();
    }

    @Test
    void theHeadComesWithItsChainInOneRequest() throws IOException {
        SafeHead head = ask("finalized");

        assertThat(head.getNumber()).isEqualTo(17);
        assertThat(head.getHash()).isEqualTo(blockHash(17));
        assertThat(head.chainId()).isEqualTo(31337);
        assertThat(head.endpoint()).isEqualTo("endpoint 1");
        assertThat(node.http().httpRequests()).hasSize(1);
    }

    @Test
    void aNodeWithoutSuchABlockIsToldWithTheSettingThatHelps() {
        node.tellsBlock("finalized", "null");

        assertThat(failure(() -> ask("finalized")))
                .isEqualTo("endpoint 1 has no finalized block; where the node does not know finalized, set"
                        + " POLLER_FINALITY to latest or to a number of confirmations");
    }

    @Test
    void aTagThatTheNodeDoesNotKnowIsToldWithTheSettingThatHelps() {
        node.tellsBlock("finalized", Answer.error(-32602, "invalid block tag\nat 0123456789abcdef"));

        assertThat(failure(() -> ask("finalized")))
                .isEqualTo("endpoint 1 answered eth_getBlockByNumber with error -32602: invalid block tag at ***;"
                        + " where the node does not know finalized, set POLLER_FINALITY to latest or to a number of"
                        + " confirmations");
    }

    @Test
    void anErrorAboutTheLatestBlockBlamesNoSetting() {
        node.tellsBlock("latest", Answer.error(-32000, "syncing"));

        assertThat(failure(() -> ask("latest")))
                .isEqualTo("endpoint 1 answered eth_getBlockByNumber with error -32000: syncing");
    }

    @Test
    void anErrorWithoutAMessageIsTheNodesFault() {
        node.says("[{\"id\":ID0,\"result\":\"0x1\"},{\"id\":ID1,\"error\":{\"code\":-32000}}]");

        assertThat(failure(() -> ask("latest")))
                .startsWith("endpoint 1 answered eth_getBlockByNumber with error -32000: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "5",
                "\"0x11\"",
                "{\"number\":null,\"hash\":null}",
                "{\"number\":\"0x11\"}",
                "{\"number\":17,\"hash\":17}",
                "{\"number\":\"0x11\",\"hash\":\"0x01\"}",
                "{\"number\":\"0x8000000000000000\",\"hash\":\"0x01\"}"
            })
    void aBlockWithoutAWellFormedNumberAndHashIsTheNodesFault(String block) {
        node.tellsBlock("finalized", block);

        assertThat(failure(() -> ask("finalized"))).startsWith("endpoint 1 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "\"\"", "\"0x\"", "\"mainnet\"", "31337", "\"0x8000000000000000\""})
    void aChainIdThatIsNoneIsTheNodesFault(String chainId) {
        node.tells("eth_chainId", chainId);

        assertThat(failure(() -> ask("finalized"))).startsWith("endpoint 1 ");
    }

    @Test
    void aRefusalToTellTheChainIsTheNodesFault() {
        node.tells("eth_chainId", Answer.error(-32005, "limit of 0123456789abcdef reached"));

        assertThat(failure(() -> ask("finalized")))
                .isEqualTo("endpoint 1 answered eth_chainId with error -32005: limit of *** reached");
    }

    private SafeHead ask(String tag) throws IOException {
        JsonRpcHttp client = node.client();
        return new SafeHeadQuestion(node.endpoint(), client)
                .ask(new Request<>("eth_getBlockByNumber", List.of(tag, false), client, EthBlock.class));
    }
}
