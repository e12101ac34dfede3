package org.paymentpoller.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paymentpoller.node.ScriptedNode.failure;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.paymentpoller.fixture.Answer;
import org.web3j.protocol.core.BatchRequest;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.methods.response.EthChainId;

class CallListenerTest {

    private final ScriptedNode node = new ScriptedNode();
    private final List<String> heard = new ArrayList<>();
    private final Endpoint endpoint = node.known();

    @AfterEach
    void end() {
        node.close();
    }

    @Test
    void anAnswerIsASuccess() throws IOException {
        node.tells("eth_chainId", "\"0x1\"");

        ask(Duration.ofMinutes(1));

        assertThat(heard).containsExactly("endpoint 1 SUCCESS");
    }

    @Test
    void anErrorIsARefusalWhicheverWayItComes() {
        node.tells("eth_chainId", Answer.error(-32000, "busy"));
        failure(() -> ask(Duration.ofMinutes(1)));
        node.says(503, "busy");
        failure(() -> ask(Duration.ofMinutes(1)));

        assertThat(heard).containsExactly("endpoint 1 REFUSED", "endpoint 1 REFUSED");
    }

    @Test
    void silenceIsATimeout() {
        node.does(Answer.hang());

        assertThat(failure(() -> ask(Duration.ofMillis(50))))
                .isEqualTo("endpoint 1 did not answer in time (at most 50 ms for the whole question)");

        assertThat(heard).containsExactly("endpoint 1 TIMEOUT");
    }

    @Test
    void whatBreaksOffOrIsNoAnswerIsAFailure() {
        node.does(Answer.closeConnection());
        failure(() -> ask(Duration.ofMinutes(1)));
        node.says("no JSON");
        failure(() -> ask(Duration.ofMinutes(1)));

        assertThat(heard).containsExactly("endpoint 1 FAILED", "endpoint 1 FAILED");
    }

    @Test
    void aBatchIsOneCallAndSeveralWhereItIsRefused() throws IOException {
        node.tells("eth_chainId", "\"0x1\"");
        askTwice();
        assertThat(heard).containsExactly("endpoint 1 SUCCESS");

        heard.clear();
        node.http()
                .onRequest()
                .matching(request -> request.calls().size() > 1)
                .answer(Answer.http(400, "batches are not supported"));
        askTwice();

        assertThat(heard).containsExactly("endpoint 1 REFUSED", "endpoint 1 SUCCESS", "endpoint 1 SUCCESS");
    }

    private void ask(Duration budget) throws IOException {
        JsonRpcHttp http = http(budget);
        http.send(new Request<>("eth_chainId", List.of(), http, EthChainId.class), EthChainId.class);
    }

    private void askTwice() throws IOException {
        JsonRpcHttp http = http(Duration.ofMinutes(1));
        BatchRequest batch = new BatchRequest(http);
        batch.add(new Request<>("eth_chainId", List.of(), http, EthChainId.class));
        batch.add(new Request<>("eth_chainId", List.of(), http, EthChainId.class));
        http.sendBatch(batch);
    }

    private JsonRpcHttp http(Duration budget) {
        return new JsonRpcHttp(
                endpoint,
                new OkHttpClient(),
                1 << 20,
                Deadline.in(budget),
                (label, outcome, took) -> heard.add(label + " " + outcome));
    }
}
