package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.Hash;
import org.web3j.utils.Numeric;

class LogsBloomTest {

    /** A block of an Anvil of its usual mnemonic: account 0 deployed the contract and burned with the digest. */
    private static final String CONTRACT = "0x5fbdb2315678afecb367f032d93f642f64180aa3";

    private static final String ACCOUNT = "0x000000000000000000000000f39fd6e51aad88f6f4ce6ab8827279cfffb92266";
    private static final String DIGEST = "0x" + "d1".repeat(32);

    /** The bits of the block's whole logsBloom, counted from its end. */
    private static final int[] BITS = {334, 349, 443, 453, 486, 585, 801, 1184, 1254, 1288, 1820, 2018};

    private static final String BLOOM =
            bloom(IntStream.of(BITS).mapToObj(BigInteger.ONE::shiftLeft).reduce(BigInteger.ZERO, BigInteger::or));

    private static final LogsBloom EVENT = LogsBloom.of(CONTRACT, BurnEvent.TOPIC0);
    private static final long SEED = 3;

    private final Random random = new Random(SEED);

    @Test
    void aRealBlocksBloomHoldsTheBurnInIt() {
        assertThat(EVENT.mayBeIn(BLOOM)).isTrue();
    }

    @Test
    void aRealBlocksBloomHoldsAllPartsOfTheLogInIt() {
        assertThat(LogsBloom.of(CONTRACT, ACCOUNT).mayBeIn(BLOOM)).isTrue();
        assertThat(LogsBloom.of(CONTRACT, DIGEST).mayBeIn(BLOOM)).isTrue();
    }

    @Test
    void aRealBlocksBloomDoesNotHoldAnotherContractOrEvent() {
        assertThat(LogsBloom.of(TestChain.CONTRACT, BurnEvent.TOPIC0).mayBeIn(BLOOM))
                .isFalse();
        assertThat(LogsBloom.of(CONTRACT, Hash.sha3String("Transfer(address,address,uint256)"))
                        .mayBeIn(BLOOM))
                .isFalse();
    }

    @Test
    void aBloomWithoutBitsHoldsNothing() {
        assertThat(EVENT.mayBeIn(bloom(BigInteger.ZERO))).isFalse();
    }

    @Test
    void aBloomOfAllBitsHoldsEverything() {
        assertThat(EVENT.mayBeIn("0x" + "ff".repeat(256))).isTrue();
        assertThat(EVENT.mayBeIn("0x" + "FF".repeat(256))).isTrue();
    }

    @Test
    void theContractAloneOrTheEventAloneIsNotEnough() {
        assertThat(EVENT.mayBeIn(bloom(bitsOf(CONTRACT)))).isFalse();
        assertThat(EVENT.mayBeIn(bloom(bitsOf(BurnEvent.TOPIC0)))).isFalse();
        assertThat(EVENT.mayBeIn(bloom(bitsOf(CONTRACT).or(bitsOf(BurnEvent.TOPIC0)))))
                .isTrue();
    }

    @Test
    void theBitsOfALogAreFoundWhateverElseIsInTheBloom() {
        for (int turn = 0; turn < 200; turn++) {
            String address = bytes(20);
            String topic = bytes(32);
            BigInteger others = new BigInteger(2048, random);

            assertThat(LogsBloom.of(address, topic)
                            .mayBeIn(bloom(bitsOf(address).or(bitsOf(topic)).or(others))))
                    .as("%s and %s, seed %d", address, topic, SEED)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void withoutAnyOneOfItsBitsALogIsNotInTheBloom(boolean amongOthers) {
        for (int turn = 0; turn < 3; turn++) {
            String address = bytes(20);
            String topic = bytes(32);
            BigInteger bits = bitsOf(address).or(bitsOf(topic));
            BigInteger full = amongOthers ? BigInteger.ONE.shiftLeft(2048).subtract(BigInteger.ONE) : bits;
            LogsBloom event = LogsBloom.of(address, topic);

            List<Integer> needed = IntStream.range(0, 2048)
                    .filter(bit -> !event.mayBeIn(bloom(full.clearBit(bit))))
                    .boxed()
                    .toList();

            assertThat(needed).as("%s and %s, seed %d", address, topic, SEED).isEqualTo(bits(bits));
        }
    }

    /** The Yellow Paper's rule: of the hash's first three pairs of bytes the low 11 bits, each the index of a bit. */
    private static BigInteger bitsOf(String hex) {
        ByteBuffer hash = ByteBuffer.wrap(Hash.sha3(Numeric.hexStringToByteArray(hex)));
        BigInteger bits = BigInteger.ZERO;
        for (int pair = 0; pair < 6; pair += 2) {
            bits = bits.setBit(hash.getShort(pair) & 0x7ff);
        }
        return bits;
    }

    private static List<Integer> bits(BigInteger number) {
        return IntStream.range(0, 2048).filter(number::testBit).boxed().toList();
    }

    private static String bloom(BigInteger bits) {
        return Numeric.toHexStringWithPrefixZeroPadded(bits, 512);
    }

    private String bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Numeric.toHexString(bytes);
    }
}
