package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.paymentpoller.chain.TestChain.blockHash;
import static org.paymentpoller.chain.TestChain.txHash;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paymentpoller.node.NodeException;
import org.web3j.protocol.ObjectMapperFactory;
import org.web3j.protocol.core.methods.response.EthBlock;

class BlockHeaderTest {

    private static final String BLOOM = "0x" + "0a".repeat(256);

    private final ObjectMapper json = ObjectMapperFactory.getObjectMapper();
    private final ObjectNode answered = json.createObjectNode();

    @BeforeEach
    void answerWell() {
        answered.put("number", "0xc")
                .put("hash", blockHash(12))
                .put("parentHash", blockHash(11))
                .put("logsBloom", BLOOM);
        answered.putArray("transactions").add(txHash(1)).add(txHash(2));
    }

    @Test
    void aHeaderHasTheFieldsOfItsBlock() throws IOException {
        BlockHeader header = read();

        assertThat(header.number()).isEqualTo(12);
        assertThat(header.hash()).isEqualTo(blockHash(12));
        assertThat(header.parentHash()).isEqualTo(blockHash(11));
        assertThat(header.logsBloom()).contains(BLOOM);
        assertThat(header.transactionHashes(TestChain.ENDPOINT)).containsExactly(txHash(1), txHash(2));
        assertThat(header.id()).isEqualTo(new BlockId(12, blockHash(12)));
    }

    @Test
    void hexInCapitalsBecomesLowerCase() throws IOException {
        for (String field : new String[] {"hash", "parentHash"}) {
            answered.put(field, capitals(answered.get(field).asText()));
        }
        String transaction = capitals(txHash(1));
        answered.putArray("transactions").add(transaction);

        assertThat(read())
                .isEqualTo(new BlockHeader(
                        12, blockHash(12), blockHash(11), Optional.of(BLOOM), Optional.of(List.of(transaction))));
        assertThat(transactionHashes()).containsExactly(txHash(1));
    }

    @Test
    void aBlockMayHaveNoTransactions() throws IOException {
        answered.putArray("transactions");

        assertThat(transactionHashes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"number, a block number", "hash, block 12 a hash", "parentHash, block 12 a parent hash"})
    void aMissingFieldIsNamed(String field, String name) {
        answered.remove(field);

        assertRefused("endpoint 1 gave " + name + " that is missing or not well-formed: nothing");
    }

    @ParameterizedTest
    @CsvSource({
        "number, latest, a block number",
        "hash, 0x01, block 12 a hash",
        "parentHash, 0x01, block 12 a parent hash"
    })
    void aMalformedFieldIsNamed(String field, String value, String name) {
        answered.put(field, value);

        assertRefused("endpoint 1 gave " + name + " that is missing or not well-formed: ");
    }

    @Test
    void aBlockMayHaveNoBloom() throws IOException {
        answered.remove("logsBloom");

        assertThat(read().logsBloom()).isEmpty();
    }

    @Test
    void transactionsThatAreMissingAreNotTakenForNoneWhereTheyAreNeeded() throws IOException {
        answered.remove("transactions");

        assertThat(read().number()).isEqualTo(12);
        assertRefused(this::transactionHashes, "endpoint 1 gave block 12 without its transactions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x01", "", "0x"})
    void aMalformedTransactionHashIsNamedWhereItIsNeeded(String hash) throws IOException {
        answered.putArray("transactions").add(txHash(1)).add(hash);

        assertThat(read().number()).isEqualTo(12);
        assertRefused(
                this::transactionHashes,
                "endpoint 1 gave block 12 a transaction hash that is missing or not well-formed: ");
    }

    @Test
    void wholeTransactionsAreReadForTheirHashes() throws IOException {
        answered.putArray("transactions")
                .add(json.createObjectNode().put("hash", txHash(1)).put("nonce", "0x1"))
                .add(json.createObjectNode().put("hash", txHash(2)));

        assertThat(transactionHashes()).containsExactly(txHash(1), txHash(2));
    }

    @Test
    void aWholeTransactionWithoutItsHashIsNamed() {
        answered.putArray("transactions").addObject().put("nonce", "0x1");

        assertRefused(
                this::transactionHashes,
                "endpoint 1 gave block 12 a transaction hash that is missing or not well-formed: ");
    }

    private void assertRefused(String message) {
        assertRefused(this::read, message);
    }

    private static void assertRefused(ThrowingCallable reading, String message) {
        assertThatThrownBy(reading).isInstanceOf(NodeException.class).hasMessageStartingWith(message);
    }

    private List<String> transactionHashes() throws IOException {
        return read().transactionHashes(TestChain.ENDPOINT);
    }

    private BlockHeader read() throws IOException {
        ObjectNode answer = json.createObjectNode();
        answer.set("result", answered);
        return BlockHeader.read(
                TestChain.ENDPOINT, json.treeToValue(answer, EthBlock.class).getBlock());
    }

    private static String capitals(String hex) {
        return "0x" + hex.substring(2).toUpperCase(Locale.ROOT);
    }
}
