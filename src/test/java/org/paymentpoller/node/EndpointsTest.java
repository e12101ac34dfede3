package org.paymentpoller.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.paymentpoller.fixture.StoppedClock;
import org.paymentpoller.node.Endpoint.Purpose;

class EndpointsTest {

    private final StoppedClock clock = new StoppedClock();
    private final Endpoints endpoints =
            new Endpoints(NodeEndpoint.parseAll("http://one.example,http://two.example,http://three.example").stream()
                    .map(address -> new Endpoint(address, 1000, clock))
                    .toList());
    private final Endpoint first = endpoints.all().get(0);
    private final Endpoint second = endpoints.all().get(1);
    private final Endpoint third = endpoints.all().get(2);

    private final Set<Endpoint> failing = new HashSet<>();
    private final Set<String> poor = new HashSet<>();
    private final Set<String> betterPoor = new HashSet<>();
    private final List<Endpoint> asked = new ArrayList<>();

    @Test
    void anEndpointIsFoundByItsLabel() {
        assertThat(endpoints.named("endpoint 2")).isSameAs(second);
        assertThatThrownBy(() -> endpoints.named("endpoint 4")).hasMessageContaining("endpoint 4");
    }

    @Test
    void theOthersKeepTheOrderOfPreference() {
        assertThat(endpoints.others(second)).containsExactly(first, third);
        assertThat(endpoints.ledBy(second)).containsExactly(second, first, third);
        assertThat(endpoints.snapshots())
                .extracting(Endpoint.Snapshot::label)
                .containsExactly("endpoint 1", "endpoint 2", "endpoint 3");
    }

    @Test
    void onlyTheFirstIsAskedWhileItAnswers() throws IOException {
        assertThat(ask(1)).containsExactly("endpoint 1");
        assertThat(asked).containsExactly(first);
    }

    @Test
    void theNextOneIsAskedWhereOneFails() throws IOException {
        failing.add(first);

        assertThat(ask(1)).containsExactly("endpoint 2");
        assertThat(asked).containsExactly(first, second);
    }

    @Test
    void theFirstIsAskedFirstAgainWhenItHasRested() throws IOException {
        failing.add(first);
        ask(1);
        failing.clear();
        asked.clear();

        assertThat(ask(1)).containsExactly("endpoint 2");
        assertThat(asked).as("it rests").containsExactly(second);
        clock.pass(Duration.ofMillis(1001));
        assertThat(ask(1)).containsExactly("endpoint 1");
    }

    @Test
    void asManyAreAskedAsMustAnswer() throws IOException {
        failing.add(second);

        assertThat(ask(2)).containsExactly("endpoint 1", "endpoint 3");
    }

    @Test
    void aPoorAnswerCountsOnlyWhereThereAreTooFewOthers() throws IOException {
        poor.add("endpoint 1");
        assertThat(ask(1)).containsExactly("endpoint 2");
        assertThat(ask(2)).containsExactly("endpoint 2", "endpoint 3");
        assertThat(ask(3)).containsExactly("endpoint 2", "endpoint 3", "endpoint 1");
        poor.addAll(List.of("endpoint 2", "endpoint 3"));
        assertThat(ask(1)).containsExactly("endpoint 1");
    }

    @Test
    void ofThePoorAnswersTheBetterOnesCountFirst() throws IOException {
        poor.addAll(List.of("endpoint 1", "endpoint 2", "endpoint 3"));
        betterPoor.addAll(List.of("endpoint 2", "endpoint 3"));

        assertThat(ask(1)).containsExactly("endpoint 2");
        assertThat(ask(3)).containsExactly("endpoint 2", "endpoint 3", "endpoint 1");
    }

    @Test
    void whatEachFailedAtIsTold() {
        failing.addAll(endpoints.all());

        assertThatThrownBy(() -> ask(1))
                .isInstanceOf(NodeException.class)
                .isNotInstanceOf(RestingException.class)
                .hasMessage("endpoint 1 is down; endpoint 2 is down; endpoint 3 is down");
    }

    @Test
    void tooFewAnswersAreAFailureAndNeverAShorterList() {
        failing.addAll(List.of(second, third));

        assertThatThrownBy(() -> ask(2)).hasMessage("endpoint 2 is down; endpoint 3 is down");
    }

    @Test
    void whereAllOfThemRestNothingIsAskedAndThatIsSaidInAnotherWay() {
        failing.addAll(endpoints.all());
        assertThatThrownBy(() -> ask(1)).isInstanceOf(NodeException.class);
        asked.clear();

        assertThatThrownBy(() -> ask(1))
                .isInstanceOf(RestingException.class)
                .hasMessageContainingAll("endpoint 1 rests until", "endpoint 2 rests until", "endpoint 3 rests until");
        assertThat(asked).isEmpty();
    }

    private List<String> ask(int wanted) throws IOException {
        return endpoints.askUntil(
                wanted, Purpose.HEAD, poor::contains, Comparator.comparing(betterPoor::contains), endpoint -> {
                    asked.add(endpoint);
                    if (failing.contains(endpoint)) {
                        throw new NodeException(endpoint + " is down");
                    }
                    return endpoint.label();
                });
    }
}
