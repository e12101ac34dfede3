package org.paymentpoller.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageKeyTest {

    @Test
    void aTokenComesBackAsItsKey() {
        PageKey key = new PageKey(19_000_000, 1_000_000_000_000L);

        assertThat(PageKey.parse(key.token())).hasValue(key);
        assertThat(key.token()).matches("[A-Za-z0-9_-]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "MTAw", "LTEuMQ", "MTAwLjE3IA", "OTk5OTk5OTk5OTk5OTk5OTk5OS4x", "../"})
    void anythingElseIsNoKey(String token) {
        assertThat(PageKey.parse(token)).isEmpty();
    }
}
