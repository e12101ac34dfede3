package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.paymentpoller.ledger.Burn;
import org.paymentpoller.ledger.RejectedEvent;
import org.paymentpoller.ledger.WatchedEvent;

class BurnDecoderPropertiesTest {

    @Provide
    Arbitrary<String> topics() {
        return Arbitraries.oneOf(hex(32, 32), Arbitraries.of("0x" + "0".repeat(24) + "f".repeat(40)));
    }

    @Provide
    Arbitrary<String> data() {
        return Arbitraries.oneOf(
                hex(64, 64),
                hex(0, 130),
                Arbitraries.bigIntegers()
                        .between(BigInteger.ZERO, BigInteger.valueOf(Long.MAX_VALUE))
                        .map(timestamp -> TestChain.data(BigInteger.TEN, timestamp)));
    }

    private static Arbitrary<String> hex(int shortest, int longest) {
        return Arbitraries.bytes()
                .list()
                .ofMinSize(shortest)
                .ofMaxSize(longest)
                .map(bytes -> bytes.stream()
                        .collect(
                                StringBuilder::new,
                                (text, one) -> text.append("%02x".formatted(one)),
                                StringBuilder::append))
                .map(text -> "0x" + text);
    }

    @Property
    void everyWellFormedLogIsAPaymentOrKeptWithItsReason(
            @ForAll @Size(max = 4) List<@From("topics") String> topics, @ForAll("data") String data)
            throws IOException {
        ChainLog log =
                new ChainLog(7, TestChain.blockHash(7), TestChain.txHash(1), 3, TestChain.CONTRACT, topics, data);

        WatchedEvent event = BurnDecoder.decode(log, 0);

        if (event instanceof Burn burn) {
            assertThat(burn.amount()).isPositive();
            assertThat(topics.get(1)).endsWith(burn.account().substring(2));
            assertThat(burn.digest()).isEqualTo(topics.get(2));
            assertThat(TestChain.data(
                            burn.amount(), BigInteger.valueOf(burn.burnedAt().getEpochSecond())))
                    .isEqualTo(data);
        } else if (event instanceof RejectedEvent rejected) {
            assertThat(rejected.reason()).isNotBlank();
            assertThat(new JsonMapper().readTree(rejected.raw()).path("data").asText())
                    .isEqualTo(data);
        }
    }
}
