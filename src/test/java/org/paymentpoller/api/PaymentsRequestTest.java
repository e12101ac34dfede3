package org.paymentpoller.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paymentpoller.history.PageKey;
import org.paymentpoller.history.PaymentFilter;

class PaymentsRequestTest {

    @Test
    void nothingAskedIsTheNewestFiftyOfTheOwnWatch() {
        assertThat(PaymentsRequest.parse(Map.of()))
                .isEqualTo(new PaymentsRequest(PaymentFilter.all(), Optional.empty(), 50));
    }

    @Test
    void everyParameterIsUnderstoodAndHexIsLowered() {
        PageKey key = new PageKey(7, 3);

        assertThat(PaymentsRequest.parse(Map.of(
                        "cursor_id", List.of("other"),
                        "account", List.of("0X" + "aB".repeat(20)),
                        "tx_hash", List.of("0x" + "Cd".repeat(32)),
                        "from_block", List.of("0"),
                        "to_block", List.of("999999999999999999"),
                        "limit", List.of("1000"),
                        "after", List.of(key.token()))))
                .isEqualTo(new PaymentsRequest(
                        new PaymentFilter(
                                Optional.of("other"),
                                Optional.of("0x" + "ab".repeat(20)),
                                Optional.of("0x" + "cd".repeat(32)),
                                Optional.of(0L),
                                Optional.of(999_999_999_999_999_999L)),
                        Optional.of(key),
                        1000));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "account    | 0x12       | account is '0x12': must be an address, 0x and 40 hex digits",
                "account    | \"\"       | account is '': must be an address, 0x and 40 hex digits",
                "tx_hash    | latest     | tx_hash is 'latest': must be a transaction's hash, 0x and 64 hex digits",
                "from_block | -1         | from_block is '-1': must be a block number, 0 or more, in decimal digits",
                "to_block   | 0x10       | to_block is '0x10': must be a block number, 0 or more, in decimal digits",
                "limit      | 0          | limit is '0': must be from 1 to 1000; for more, follow next",
                "limit      | 1001       | limit is '1001': must be from 1 to 1000; for more, follow next",
                "limit      | 9999999999 | limit is '9999999999': must be from 1 to 1000; for more, follow next",
                "after      | MTAw       | after is 'MTAw': must be the next of an earlier answer; leave it out to begin anew",
                "after      | *          | after is '*': must be the next of an earlier answer; leave it out to begin anew",
                "acount     | 0x12       | acount is '0x12': there is no such parameter; there are account, after, cursor_id,"
                        + " from_block, limit, to_block, tx_hash",
            })
    void whatIsWrongIsTold(String parameter, String value, String message) {
        assertThatThrownBy(() -> PaymentsRequest.parse(Map.of(parameter, List.of(value))))
                .isInstanceOf(BadParametersException.class)
                .hasMessage(message);
    }

    @Test
    void aNullInANameOfAWatchDoesNotReachTheDatabase() {
        assertThatThrownBy(() -> PaymentsRequest.parse(Map.of("cursor_id", List.of("a\0b"))))
                .isInstanceOf(BadParametersException.class);
    }

    @Test
    void whatIsGivenTwiceIsToldOnceAndEverythingIsToldAtOnce() {
        assertThatExceptionOfType(BadParametersException.class)
                .isThrownBy(() -> PaymentsRequest.parse(Map.of(
                        "limit", List.of("1", "2"),
                        "from_block", List.of("10"),
                        "to_block", List.of("5"))))
                .satisfies(bad -> assertThat(bad.problems())
                        .containsExactlyInAnyOrder(
                                new BadParameter("limit", "1,2", "must be given once"),
                                new BadParameter("from_block", "10", "must be at most to_block, which is 5")));
    }

    @Test
    void aLongValueIsShownShortened() {
        assertThat(new BadParameter("account", "f".repeat(10_000), "must be short").sentence())
                .hasSizeLessThan(150);
    }
}
