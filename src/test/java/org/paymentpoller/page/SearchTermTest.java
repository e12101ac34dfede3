package org.paymentpoller.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SearchTermTest {

    @Test
    void aTransactionAndAnAccountAreToldByTheirLengths() {
        assertThat(SearchTerm.parse(" 0x" + "Ab".repeat(32)).txHash()).contains("0x" + "ab".repeat(32));
        assertThat(SearchTerm.parse("AB".repeat(20)).account()).contains("0x" + "ab".repeat(20));
    }

    @Test
    void nothingIsNoMistake() {
        assertThat(SearchTerm.parse(" \t").isSearch()).isFalse();
        assertThat(SearchTerm.parse("").mistake()).isEmpty();
    }

    @Test
    void whatIsNeitherIsToldWithTheWayOut() {
        assertThat(SearchTerm.parse("0xabc").mistake())
                .contains("“0xabc” has 3 hex digits: a transaction is 0x and 64 hex digits, an account 0x and 40.");
        assertThat(SearchTerm.parse("bob").mistake().orElseThrow()).startsWith("“bob” has characters that are no hex");
        assertThat(SearchTerm.parse("z".repeat(1000)).mistake().orElseThrow()).hasSizeLessThan(200);
    }
}
