package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paymentpoller.ledger.Burn;
import org.paymentpoller.ledger.EventPosition;
import org.paymentpoller.ledger.RejectedEvent;
import org.paymentpoller.node.NodeException;

class BurnDecoderTest {

    private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    private static final BigInteger NOW = BigInteger.valueOf(1_700_000_000L);

    private final TestChain.LogDraft log = TestChain.burn(7, 3, 1);

    @Test
    void aBurnHasTheFieldsOfItsLog() throws NodeException {
        assertThat(BurnDecoder.decode(log.checked(), 2))
                .isEqualTo(new Burn(
                        new EventPosition(TestChain.txHash(1), 2, 3, 7, TestChain.blockHash(7)),
                        TestChain.ACCOUNT,
                        BigInteger.ONE,
                        TestChain.DIGEST,
                        Instant.ofEpochSecond(1_700_000_000L)));
    }

    @Test
    void hexInCapitalsBecomesLowerCase() throws NodeException {
        List<String> topics = new ArrayList<>(log.topics);
        topics.replaceAll(topic -> "0x" + topic.substring(2).toUpperCase(Locale.ROOT));
        log.topics = topics;

        Burn burn = burn();

        assertThat(burn.account()).isEqualTo(TestChain.ACCOUNT);
        assertThat(burn.digest()).isEqualTo(TestChain.DIGEST);
    }

    @ParameterizedTest
    @CsvSource({"0x0000000000000000000000000000000000000000", "0xffffffffffffffffffffffffffffffffffffffff"})
    void everyAddressMayBurn(String account) throws NodeException {
        log.topics = List.of(BurnEvent.TOPIC0, "0x" + "0".repeat(24) + account.substring(2), TestChain.DIGEST);

        assertThat(burn().account()).isEqualTo(account);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 62, 63, 64, 127, 128, 255})
    void anAmountOfAnyPowerOfTwoIsRead(int exponent) throws NodeException {
        BigInteger amount = BigInteger.ONE.shiftLeft(exponent);

        assertThat(burnOf(amount, NOW).amount()).isEqualTo(amount);
    }

    @Test
    void theLargestAmountIsRead() throws NodeException {
        assertThat(burnOf(LARGEST, NOW).amount()).isEqualTo(LARGEST);
    }

    @Test
    void aZeroAmountIsRejected() throws NodeException {
        assertThat(rejectionOf(BigInteger.ZERO, NOW)).isEqualTo("its amount is zero");
    }

    @Test
    void theTimestampMayBeTheEpoch() throws NodeException {
        assertThat(burnOf(BigInteger.ONE, BigInteger.ZERO).burnedAt()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void theLastSecondOfTimestamptzIsRead() throws NodeException {
        assertThat(burnOf(BigInteger.ONE, BurnDecoder.LAST_TIMESTAMP).burnedAt())
                .isEqualTo("+294276-12-31T23:59:59Z");
    }

    @Test
    void theSecondAfterTheLastOfTimestamptzIsRejected() throws NodeException {
        assertThat(rejectionOf(BigInteger.ONE, BurnDecoder.LAST_TIMESTAMP.add(BigInteger.ONE)))
                .isEqualTo("its timestamp 9224318016000 is beyond what TIMESTAMPTZ can hold");
    }

    @Test
    void theLargestTimestampIsRejected() throws NodeException {
        assertThat(rejectionOf(BigInteger.ONE, LARGEST))
                .isEqualTo("its timestamp " + LARGEST + " is beyond what TIMESTAMPTZ can hold");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void anotherNumberOfTopicsThanThreeIsRejected(int topics) throws NodeException {
        log.topics = List.of(BurnEvent.TOPIC0, log.topics.get(1), TestChain.DIGEST, TestChain.DIGEST)
                .subList(0, topics);

        assertThat(rejection()).isEqualTo("it has " + topics + " topics, not 3");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 32, 63, 65, 96})
    void anotherLengthOfDataThan64BytesIsRejected(int bytes) throws NodeException {
        log.data = "0x" + "01".repeat(bytes);

        assertThat(rejection()).isEqualTo("its data has " + bytes + " bytes, not 64");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "11, 80"})
    void anAccountTopicWithHighBytesIsRejected(int position, String dirt) throws NodeException {
        String padding = "00".repeat(12);
        String dirty = padding.substring(0, 2 * position)
                + (dirt.length() == 1 ? "0" + dirt : dirt)
                + padding.substring(2 * position + 2);
        log.topics = List.of(BurnEvent.TOPIC0, "0x" + dirty + TestChain.ACCOUNT.substring(2), TestChain.DIGEST);

        assertThat(rejection()).isEqualTo("its account topic is no address: the high bytes are not zero");
    }

    @Test
    void aRejectedEventKeepsItsPlaceAndItsLogAsJson() throws IOException {
        log.data = "0x01";

        RejectedEvent event = (RejectedEvent) BurnDecoder.decode(log.checked(), 4);

        assertThat(event.position()).isEqualTo(new EventPosition(TestChain.txHash(1), 4, 3, 7, TestChain.blockHash(7)));
        JsonNode raw = new ObjectMapper().readTree(event.raw());
        assertThat(raw.get("address").asText()).isEqualTo(TestChain.CONTRACT);
        assertThat(raw.get("topics")).hasSize(3);
        assertThat(raw.get("topics").get(2).asText()).isEqualTo(TestChain.DIGEST);
        assertThat(raw.get("data").asText()).isEqualTo("0x01");
        assertThat(raw.get("blockNumber").asLong()).isEqualTo(7);
        assertThat(raw.get("blockHash").asText()).isEqualTo(TestChain.blockHash(7));
        assertThat(raw.get("transactionHash").asText()).isEqualTo(TestChain.txHash(1));
        assertThat(raw.get("logIndex").asLong()).isEqualTo(3);
    }

    private Burn burnOf(BigInteger amount, BigInteger timestamp) throws NodeException {
        log.data = TestChain.data(amount, timestamp);
        return burn();
    }

    private Burn burn() throws NodeException {
        return (Burn) BurnDecoder.decode(log.checked(), 0);
    }

    private String rejectionOf(BigInteger amount, BigInteger timestamp) throws NodeException {
        log.data = TestChain.data(amount, timestamp);
        return rejection();
    }

    private String rejection() throws NodeException {
        return ((RejectedEvent) BurnDecoder.decode(log.checked(), 0)).reason();
    }
}
