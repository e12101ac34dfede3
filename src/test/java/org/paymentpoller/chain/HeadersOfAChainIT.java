package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.AnvilNode;
import org.paymentpoller.fixture.BurnContract;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.RpcErrorException;
import org.paymentpoller.node.Deadline;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.JsonRpcHttp;
import org.paymentpoller.node.NodeEndpoint;
import org.paymentpoller.node.NodeException;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;

/** What the headers and receipts of a real chain say about the burns in it. */
@Timeout(60)
class HeadersOfAChainIT {

    private static AnvilNode node;
    private static BurnContract contract;
    private static BurnContract otherContract;
    private static LogsBloom event;

    private NodeProxy proxy;
    private NodeEndpoint endpoint;
    private JsonRpcHttp http;
    private long before;

    @BeforeAll
    static void start() {
        node = AnvilNode.start();
        contract = BurnContract.deploy(node);
        otherContract = BurnContract.deploy(node);
        event = LogsBloom.of(contract.address(), BurnEvent.TOPIC0);
    }

    @AfterAll
    static void end() {
        node.close();
    }

    @BeforeEach
    void standAtTheHead() {
        proxy = NodeProxy.to(node);
        endpoint = NodeEndpoint.parseAll(proxy.url().toString()).get(0);
        http = new JsonRpcHttp(
                new Endpoint(endpoint, 1000, Clock.systemUTC()),
                new OkHttpClient(),
                10_000_000,
                Deadline.in(Duration.ofMinutes(1)));
        before = node.head();
    }

    @AfterEach
    void closeProxy() {
        proxy.close();
    }

    @Test
    void theHeadersOfMinedBlocksLink() throws IOException {
        node.mine(2);
        burn();
        node.mine(1);

        List<BlockHeader> headers = headersFrom(before + 1);

        assertThat(headers).hasSize(4);
        HeaderChain.requireLinked(
                endpoint.label(),
                Optional.of(header(before).id()),
                headers,
                header(node.head()).id());
    }

    @Test
    void theHeadersOfTheWholeChainLinkFromItsFirstBlock() throws IOException {
        HeaderChain.requireLinked(
                endpoint.label(),
                Optional.empty(),
                headersFrom(0),
                header(node.head()).id());
    }

    @Test
    void headersOfTwoBranchesDoNotLink() throws IOException {
        String snapshot = node.snapshot();
        burn();
        BlockHeader gone = header(before + 1);
        node.revert(snapshot);
        otherContract.burn(1, BigInteger.TWO, TestChain.DIGEST);
        node.mine(1);
        List<BlockHeader> mixed = List.of(gone, header(before + 2));

        assertThatThrownBy(() -> HeaderChain.requireLinked(
                        endpoint.label(),
                        Optional.of(header(before).id()),
                        mixed,
                        header(before + 2).id()))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining(gone.hash())
                .hasMessageContaining(node.blockHash(before + 1));
    }

    @Test
    void aBurnsBlockIsSilentWithoutItsLogAndNoOtherBlockIs() throws IOException {
        node.mine(1);
        burn();
        otherContract.burn(1, BigInteger.ONE, TestChain.DIGEST);
        contract.emitRaw(List.of(TestChain.DIGEST), "0x");
        contract.burnMany(3, BigInteger.ONE);
        List<BlockHeader> headers = headersFrom(before + 1);

        assertThat(headers).hasSize(5);
        assertThat(silent(headers, Set.of())).containsExactly(before + 2, before + 5);
        assertThat(silent(headers, Set.of(before + 5))).containsExactly(before + 2);
        assertThat(silent(headers, Set.of(before + 2, before + 5))).isEmpty();
    }

    @Test
    void theReceiptsOfABlockTellWhetherItHoldsABurn() throws IOException {
        mineAMixedBlock();
        otherContract.burn(1, BigInteger.ONE, TestChain.DIGEST);
        contract.emitRaw(List.of(TestChain.DIGEST, BurnEvent.TOPIC0), "0x");
        node.mine(1);

        assertThat(holdsBurn(before + 1)).isTrue();
        assertThat(holdsBurn(before + 2)).isFalse();
        assertThat(holdsBurn(before + 3)).isFalse();
        assertThat(holdsBurn(before + 4)).isFalse();
        assertThat(proxy.callsOf("eth_getTransactionReceipt")).isEmpty();
    }

    @Test
    void singleReceiptsTellTheSame() throws IOException {
        mineAMixedBlock();
        otherContract.burn(1, BigInteger.ONE, TestChain.DIGEST);
        node.mine(1);
        proxy.onCall("eth_getBlockReceipts").answer(Answer.error(-32601, "Method not found"));

        assertThat(holdsBurn(before + 1)).isTrue();
        assertThat(holdsBurn(before + 2)).isFalse();
        assertThat(holdsBurn(before + 3)).isFalse();
        assertThat(proxy.callsOf("eth_getTransactionReceipt")).hasSize(4);
    }

    @Test
    void theNodesOwnErrorForAMethodThatItDoesNotHaveIsUnderstood() throws IOException {
        mineAMixedBlock();
        RpcErrorException refusal = catchThrowableOfType(RpcErrorException.class, () -> node.rpc("eth_noSuchMethod"));
        proxy.onCall("eth_getBlockReceipts").answer(Answer.error(refusal.code(), "no"));

        assertThat(holdsBurn(before + 1)).isTrue();
    }

    @Test
    void theReceiptsOfABlockThatAReorganisationTookAwayAreNotBelieved() throws IOException {
        String snapshot = node.snapshot();
        burn();
        BlockHeader gone = header(before + 1);
        node.revert(snapshot);
        otherContract.burn(1, BigInteger.TWO, TestChain.DIGEST);

        assertThatThrownBy(() -> holdsBurn(gone))
                .isInstanceOf(NodeException.class)
                .hasMessage("endpoint 1 gave two hashes for block " + gone.number() + ": " + gone.hash()
                        + " and, in its receipts, " + node.blockHash(gone.number()));

        proxy.onCall("eth_getBlockReceipts").answer(Answer.error(-32601, "Method not found"));
        assertThatThrownBy(() -> holdsBurn(gone))
                .isInstanceOf(NodeException.class)
                .hasMessage("endpoint 1 left out a receipt of block " + gone.number());
    }

    /** A block of three transactions, of which the second alone burns by the watched contract. */
    private void mineAMixedBlock() {
        node.setAutomine(false);
        try {
            otherContract.burn(1, BigInteger.ONE, TestChain.DIGEST);
            contract.burn(1, BigInteger.ONE, TestChain.DIGEST);
            otherContract.burn(1, BigInteger.TWO, TestChain.DIGEST);
            node.mine(1);
        } finally {
            node.setAutomine(true);
        }
    }

    private void burn() {
        contract.burn(0, BigInteger.ONE, TestChain.DIGEST);
    }

    private List<Long> silent(List<BlockHeader> headers, Set<Long> blocksWithLogs) throws IOException {
        return SilentBlocks.among(endpoint.label(), headers, blocksWithLogs, event).stream()
                .map(BlockHeader::number)
                .toList();
    }

    private boolean holdsBurn(long number) throws IOException {
        return holdsBurn(header(number));
    }

    private boolean holdsBurn(BlockHeader header) throws IOException {
        return new ReceiptsQuestion(endpoint, http).holdsEvent(header, contract.address(), BurnEvent.TOPIC0);
    }

    private List<BlockHeader> headersFrom(long first) throws IOException {
        List<BlockHeader> headers = new ArrayList<>();
        for (long number = first; number <= node.head(); number++) {
            headers.add(header(number));
        }
        return headers;
    }

    private BlockHeader header(long number) throws IOException {
        return BlockHeader.read(
                endpoint.label(),
                Web3j.build(http)
                        .ethGetBlockByNumber(DefaultBlockParameter.valueOf(BigInteger.valueOf(number)), false)
                        .send()
                        .getBlock());
    }
}
