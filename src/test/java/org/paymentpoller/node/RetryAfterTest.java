package org.paymentpoller.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("1994-11-06T08:49:00Z");

    @ParameterizedTest
    @CsvSource({
        "1, PT1S",
        "' 30 ', PT30S",
        "120, PT2M",
        "1.5, PT1.5S",
        "0.0001, PT0.001S",
        "3600, PT1H",
        "3599.5, PT59M59.5S"
    })
    void theHeaderMayBeSeconds(String header, Duration wait) {
        assertThat(RetryAfter.ofHeader(header, NOW)).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
            })
    void theHeaderMayBeADateInAnyFormOfHttp(String header) {
        assertThat(RetryAfter.ofHeader(header, NOW)).contains(Duration.ofSeconds(37));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3601",
                "86400",
                "999999999999999999999999999999999999999",
                "Sun, 06 Nov 1994 09:49:01 GMT",
                "Sun, 06 Nov 2094 08:49:37 GMT",
            })
    void nothingLongerThanAnHourIsWaitedFor(String header) {
        assertThat(RetryAfter.ofHeader(header, NOW)).contains(Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0.0",
                "-1",
                "-Infinity",
                "NaN",
                "soon",
                "10 seconds",
                "1e3",
                "0x10",
                "١٢",
                "30, 60",
                "\u0000\n",
                "Sun, 06 Nov 1994 08:49:00 GMT",
                "Sun, 06 Nov 1994 08:48:59 GMT",
                "Thu, 01 Jan 1970 00:00:00 GMT",
                "Sun, 36 Nov 1994",
            })
    void nonsenseAndThePastNameNoTime(String header) {
        assertThat(RetryAfter.ofHeader(header, NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'rate limit, retry in 10s', PT10S",
        "retry after 1000ms, PT1S",
        "try again in 2 minutes, PT2M",
        "'please wait for 1.5 seconds', PT1.5S",
        "try again in 3 hours, PT1H",
        "wait 5 sec, PT5S",
        "retry in 30 milliseconds, PT0.03S",
    })
    void aTextMayNameATime(String words, Duration wait) {
        assertThat(RetryAfter.inWords(words)).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"retry in 0s", "try again in 5 blocks", "retry after 7", "limit of 30 seconds", "waits 3 seconds"
            })
    void notEveryNumberInATextIsATimeToWait(String words) {
        assertThat(RetryAfter.inWords(words)).isEmpty();
    }

    @Test
    void aNumberOfAnyLengthIsRead() {
        assertThat(RetryAfter.ofSeconds("9".repeat(1_000_000))).contains(Duration.ofHours(1));
        assertThat(RetryAfter.ofSeconds("0." + "9".repeat(1_000_000))).contains(Duration.ofSeconds(1));
    }
}
