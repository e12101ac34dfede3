package org.paymentpoller.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeEndpointTest {

    @Test
    void severalAreNamedByTheirPlace() {
        assertThat(NodeEndpoint.parseAll("http://one.example:8545 , https://two.example/"))
                .extracting(NodeEndpoint::label, endpoint -> endpoint.url().toString())
                .containsExactly(
                        tuple("endpoint 1", "http://one.example:8545/"), tuple("endpoint 2", "https://two.example/"));
    }

    @Test
    void credentialsBecomeAnAuthorizationHeader() {
        NodeEndpoint endpoint = only("https://user:pa%40ss@node.example/rpc");

        assertThat(endpoint.authorization()).contains("Basic " + base64("user:pa@ss"));
        assertThat(endpoint.url()).hasToString("https://node.example/rpc");
    }

    @Test
    void credentialsAreSentInUtf8AndTakenOutOfAnyTextSo() {
        NodeEndpoint endpoint = only("https://us%C3%A4r:p%E2%82%AC@node.example/rpc");
        String token = base64("us\u00e4r:p\u20ac");

        assertThat(endpoint.authorization()).contains("Basic " + token);
        assertThat(endpoint.redact("bad header: Basic " + token + " of p\u20ac"))
                .isEqualTo("bad header: Basic *** of ***");
    }

    @Test
    void aPasswordWithoutAUserIsSentToo() {
        NodeEndpoint endpoint = only("https://:secretpassword@node.example/rpc");

        assertThat(endpoint.authorization()).contains("Basic " + base64(":secretpassword"));
        assertThat(endpoint.url()).hasToString("https://node.example/rpc");
    }

    @Test
    void withoutCredentialsThereIsNoHeader() {
        assertThat(only("https://node.example/rpc").authorization()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://node.example/v2/0123456789abcdef, unknown key 0123456789abcdef",
        "https://node.example/v2?apikey=0123456789abcdef, unknown key 0123456789abcdef",
        "https://node.example/v2?0123456789abcdef, unknown key 0123456789abcdef",
        "https://0123456789abcdef.node.example, cannot connect to 0123456789abcdef.node.example:443",
        "https://user:hunter22@node.example, password hunter22 is wrong",
        "https://user:pw1@node.example, password pw1 is wrong",
        "https://importantuser:pw@node.example, no user importantuser",
        "https://node.example/v2/ab%2Fcd%2Fef, no handler for /v2/ab%2Fcd%2Fef",
        "https://node.example/v2/ab%2Fcd%2Fef, no handler for ab/cd/ef",
        "https://node.example/?key=ab%2Fcd%2Fef, no handler for ?key=ab%2Fcd%2Fef",
        "https://node.example/?key=ab%2Fcd%2Fef, unknown key ab/cd/ef",
    })
    void whatTheUrlCarriesIsTakenOutOfAnyText(String url, String text) {
        assertThat(only(url).redact(text))
                .contains("***")
                .doesNotContain("0123456789abcdef", "hunter22", "pw1", "importantuser", "ab%2Fcd%2Fef", "ab/cd/ef");
    }

    @Test
    void shortNamesOfUsersAndShortKeysAreTakenOutToo() {
        assertThat(only("https://us3r:pw@node.example/?apikey=QK3Y").redact("no QK3Y for us3r"))
                .isEqualTo("no *** for ***");
    }

    @Test
    void theAuthorizationHeaderIsTakenOutOfAnyText() {
        String token = base64("user:secret");

        assertThat(only("https://user:secret@node.example").redact("bad header: Basic " + token))
                .isEqualTo("bad header: Basic ***");
    }

    @Test
    void aLongerSecretIsTakenOutWholeWhereItHoldsAShorterOne() {
        assertThat(only("https://abcdef/abcdef-ghijkl").redact("key abcdef-ghijkl"))
                .isEqualTo("key ***");
    }

    @Test
    void aRedactedTextIsOneCleanLine() {
        assertThat(only("https://node.example/0123456789").redact("no\nkey\u20280123456789"))
                .isEqualTo("no key ***");
    }

    @Test
    void isShownByItsLabelAlone() {
        assertThat(only("https://user:secret@node.example/0123456789")).hasToString("endpoint 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret-key-without-scheme",
                "ws://node.example/secret-key",
                "https://",
                "https://no de/secret-key",
                "http://node.example:99999/secret-key",
                "",
                "   "
            })
    void whatIsNoHttpUrlIsRefusedWithoutBeingShown(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeEndpoint.parseAll(url))
                .withMessage("endpoint 1 is not an http or https URL")
                .withNoCause();
    }

    @Test
    void theOneThatIsNoUrlIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeEndpoint.parseAll("http://node.example,"))
                .withMessage("endpoint 2 is not an http or https URL");
    }

    private static NodeEndpoint only(String url) {
        return NodeEndpoint.parseAll(url).get(0);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
