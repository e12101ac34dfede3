package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FinalityTest {

    @ParameterizedTest
    @ValueSource(strings = {"finalized", "safe", "latest"})
    void aTagBelievesTheTaggedBlockItself(String tag) {
        assertThat(Finality.parse(tag)).isEqualTo(new Finality(tag, 0));
        assertThat(Finality.parse(tag).safeHead(17)).isEqualTo(17);
    }

    @Test
    void aTagMayBeWrittenInCapitals() {
        assertThat(Finality.parse("Finalized").tag()).isEqualTo("finalized");
    }

    @ParameterizedTest
    @CsvSource({"0, 100", "1, 99", "100, 0", "101, -1"})
    void confirmationsLieBetweenTheSafeHeadAndTheLatestBlock(String confirmations, long safeHead) {
        Finality finality = Finality.parse(confirmations);

        assertThat(finality.tag()).isEqualTo("latest");
        assertThat(finality.safeHead(100)).isEqualTo(safeHead);
    }
}
