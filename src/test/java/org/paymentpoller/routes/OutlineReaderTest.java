package org.paymentpoller.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutlineReaderTest {

    private static final String ROUTE = """
        - route:
            id: one
            from:
              id: called
              uri: direct:one
              steps:
                - to:
                    id: two
                    uri: sql:classpath:sql/nothing.sql
                    parameters:
                      outputTipe: SelectOne
                - bean:
                    id: three
                    ref: backlog
                    method: remains(${body})
                - to:
                    id: four
                    uri: direct
                    parameters:
                      name: other
        """;

    @Test
    void aRouteHasItsIdItsPlaceAndWhatItBeginsWithAndCalls() throws RefusedRoutesException {
        RouteOutline route = read(ROUTE);

        assertThat(route.id()).isEqualTo("one");
        assertThat(route.position()).hasToString("a.camel.yaml:1:3");
        assertThat(route.begins()).isEqualTo(Optional.of("direct:one"));
        assertThat(route.calls()).containsExactly("direct:other");
        assertThat(route.ids()).extracting(Word::text).containsExactly("called", "two", "three", "four");
        assertThat(route.methods())
                .containsExactly(new BeanMethod("backlog", "remains(${body})", new Position("a.camel.yaml", 15, 21)));
    }

    @Test
    void theShippedRoutesAreCalledByOneAnother() throws IOException, RefusedRoutesException {
        FileOutline file = OutlineReader.read(
                "payment-poller.camel.yaml", Files.readString(Path.of("routes/payment-poller.camel.yaml")));

        assertThat(file.routes())
                .extracting(RouteOutline::id)
                .containsExactly("payment-poller", "poll-window", "record-burns");
        assertThat(file.routes().get(0).calls()).containsExactly("direct:poll-window");
        assertThat(file.routes().get(1).begins()).contains("direct:poll-window");
        assertThat(file.routes().get(1).calls()).containsExactly("direct:record-burns");
        assertThat(file.routes().get(2).begins()).contains("direct:record-burns");
        assertThat(file.others()).isEmpty();
    }

    @Test
    void commentsOrderOfFieldsAndQuotesAreNoContent() throws RefusedRoutesException {
        RouteOutline other = read("# Comment\n" + ROUTE.replace("id: two\n", "id: \"two\" # the second\n"));

        assertThat(other.content()).isEqualTo(read(ROUTE).content());
        assertThat(read(ROUTE.replace("id: two", "id: too")).content())
                .isNotEqualTo(read(ROUTE).content());
    }

    @ParameterizedTest
    @CsvSource({
        "No endpoint could be found for: direct://one, 5",
        "Unknown parameters=[{outputTipe=SelectOne}] of sql://classpath:sql/nothing.sql, 11",
        "No bean could be found in the registry for: backlog, 14",
        "something else altogether, 1",
        "it is the backlogs, 1",
    })
    void whatCamelComplainsAboutHasItsPlace(String message, int line) throws RefusedRoutesException {
        assertThat(read(ROUTE).positionOf(message).line()).isEqualTo(line);
    }

    @Test
    void whatIsNoRouteIsAnotherEntry() throws RefusedRoutesException {
        FileOutline file = OutlineReader.read("a.camel.yaml", ROUTE + "- beans:\n    - name: x\n");

        assertThat(file.others()).extracting(Word::text).containsExactly("beans");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- route: ] | a.camel.yaml:1:10 | no YAML",
                "- route:\\n    id: one | a.camel.yaml:1:3 | the route has no from",
                "- route:\\n    id: one\\n    id: two | a.camel.yaml:3:5 | 'id' is there twice",
                "hello | a.camel.yaml:1:1 | the file is no list of routes",
                "[] | a.camel.yaml:1:1 | the file is no list of routes",
                "- hello | a.camel.yaml:1:3 | each entry of the list must be one thing such as a route",
                "# nothing | a.camel.yaml | the file is empty",
                "a: 1\\n---\\nb: 1 | a.camel.yaml:2:1 | no YAML",
            })
    void aFileThatIsNoListOfRoutesIsRefusedWithItsPlace(String text, String place, String reason) {
        assertThatThrownBy(() -> OutlineReader.read("a.camel.yaml", text.replace("\\n", "\n")))
                .isInstanceOfSatisfying(RefusedRoutesException.class, refused -> {
                    assertThat(refused.position()).hasToString(place);
                    assertThat(refused.reason()).startsWith(reason);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"&a [*a]", "&a {b: *a}"})
    void aRouteThatHoldsItselfIsRefused(String itself) {
        assertThatThrownBy(() -> read("- route:\n    id: one\n    from: " + itself + "\n"))
                .isInstanceOf(RefusedRoutesException.class);
    }

    @Test
    void aFileThatIsNestedBeyondTheReadersStackIsRefused() {
        assertThatThrownBy(() -> OutlineReader.read("a.camel.yaml", "[".repeat(200_000)))
                .isInstanceOfSatisfying(RefusedRoutesException.class, refused -> {
                    assertThat(refused.position()).hasToString("a.camel.yaml");
                    assertThat(refused.reason()).isEqualTo("it is nested too deeply");
                });
    }

    @ParameterizedTest
    @CsvSource({"0, 2:12, U+0000", "27, 2:12, U+001B"})
    void aCharacterThatIsNoTextIsRefusedWithItsPlace(int character, String place, String name) {
        String text = "# \uD83D\uDE00\n- route: # " + (char) character + "\n";

        assertThatThrownBy(() -> OutlineReader.read("a.camel.yaml", text))
                .isInstanceOfSatisfying(RefusedRoutesException.class, refused -> {
                    assertThat(refused.position()).hasToString("a.camel.yaml:" + place);
                    assertThat(refused.reason()).isEqualTo("no YAML: the character " + name + " is not allowed");
                });
    }

    @Test
    void aCharacterThatIsNoTextHasItsPlaceFarIntoAFile() {
        String text = "# \uD83D\uDE00 a comment\n".repeat(5_000) + "\u0000";

        assertThatThrownBy(() -> OutlineReader.read("a.camel.yaml", text))
                .isInstanceOfSatisfying(RefusedRoutesException.class, refused -> assertThat(refused.position())
                        .hasToString("a.camel.yaml:5001:1"));
    }

    private static RouteOutline read(String text) throws RefusedRoutesException {
        return OutlineReader.read("a.camel.yaml", text).routes().get(0);
    }
}
