package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paymentpoller.node.NodeException;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "0x0, 0",
        "0x10, 16",
        "0xfF, 255",
        "0x0000000000000000000010, 16",
        "0x7fffffffffffffff, 9223372036854775807"
    })
    void aNumberIsReadFromHex(String hex, long number) throws NodeException {
        assertThat(Quantity.number("endpoint 1", "a number", hex)).isEqualTo(number);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "0x", "10", "0xg", "-0x1", "0x-1", "0x1 ", "0X1", "0x8000000000000000", "latest"})
    void whatIsNoNumberOfABlockIsRefused(@Nullable String hex) {
        assertThatThrownBy(() -> Quantity.number("endpoint 1", "a block number", hex))
                .isInstanceOf(NodeException.class)
                .hasMessageStartingWith("endpoint 1 gave a block number that is missing or not well-formed: ");
    }

    @Test
    void bytesAreReadInLowerCase() throws NodeException {
        assertThat(Quantity.bytes("endpoint 1", "a hash", "0xABcd", 2)).isEqualTo("0xabcd");
        assertThat(Quantity.bytes("endpoint 1", "data", "0x", -1)).isEqualTo("0x");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "0x", "abcd", "0xabc", "0xabcdef", "0xabcg", "0xab\n"})
    void whatIsNoTwoBytesIsRefused(@Nullable String hex) {
        assertThatThrownBy(() -> Quantity.bytes("endpoint 1", "a hash", hex, 2))
                .isInstanceOf(NodeException.class)
                .hasMessageStartingWith("endpoint 1 gave a hash that is missing or not well-formed: ");
    }

    @Test
    void hexThatIsTooLongIsShownInPart() {
        assertThatThrownBy(() -> Quantity.bytes("endpoint 1", "a hash", "0x" + "ab".repeat(5000), 32))
                .message()
                .hasSizeLessThan(200)
                .endsWith("0x" + "ab".repeat(39));
    }

    @Test
    void textInPlaceOfHexIsNotShownAsItMayQuoteTheUrl() {
        assertThatThrownBy(() -> Quantity.number("endpoint 1", "a chain id", "no such key: 8f3c9a7d"))
                .message()
                .endsWith(": 21 characters that are no 0x hex")
                .doesNotContain("8f3c9a7d");
    }
}
