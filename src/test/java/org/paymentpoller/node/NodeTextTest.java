package org.paymentpoller.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n", "\r\n", "\t", "\0", "\u001b", "\u007f", "\u0085", "\u009b", "\u2028", "\u2029", "\u202e",
                "\u200b", "\ufeff"
            })
    void whatIsNotPrintedOnOneLineBecomesABlank(String separator) {
        assertThat(NodeText.clean("one" + separator + "two")).isEqualTo("one two");
    }

    @Test
    void blanksAtTheEndsGo() {
        assertThat(NodeText.clean("\n one two \u2028\n")).isEqualTo("one two");
    }

    @Test
    void whatIsPrintedStays() {
        String text = "fällig: 200 €, \"0x1\" 支付 \ud83d\udd25";

        assertThat(NodeText.clean(text)).isEqualTo(text);
    }

    @Test
    void upTo300CharactersStay() {
        assertThat(NodeText.clean("x".repeat(300))).isEqualTo("x".repeat(300));
    }

    @Test
    void whatIsLongerIsCut() {
        assertThat(NodeText.clean("x".repeat(301))).isEqualTo("x".repeat(300) + "...");
        assertThat(NodeText.clean("x".repeat(1_000_000))).isEqualTo("x".repeat(300) + "...");
    }

    @Test
    void noCharacterIsCutInTwo() {
        assertThat(NodeText.clean("x".repeat(299) + "\ud83d\udd25".repeat(5))).isEqualTo("x".repeat(299) + "...");
        assertThat(NodeText.clean("\n".repeat(1199) + "\ud83d\udd25")).isEqualTo("nothing");
    }
}
