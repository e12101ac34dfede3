package org.paymentpoller.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RouteSetTest {

    private static final String POLLER = route("payment-poller", "timer:tick", "direct:window");
    private static final String WINDOW = route("window", "direct:window", "direct:record");
    private static final String RECORD = route("record", "direct:record", "log:record");
    private static final String OTHER = route("other", "timer:other", "log:other");

    @Test
    void calledRoutesComeBeforeTheirCallers() throws RefusedRoutesException {
        assertThat(set("a", POLLER + WINDOW + RECORD + OTHER).calledFirst())
                .containsExactly("record", "window", "payment-poller", "other");
    }

    @Test
    void callersComeBeforeWhatTheyCallAndThePollerAfterAllOthers() throws RefusedRoutesException {
        String caller = route("caller", "timer:caller", "direct:record");

        assertThat(set("a", OTHER + POLLER + WINDOW + RECORD + caller).callersFirst())
                .containsExactly("caller", "other", "payment-poller", "window", "record");
        assertThat(set("a", POLLER + WINDOW + RECORD + OTHER + caller).callersFirst())
                .containsExactly("caller", "other", "payment-poller", "window", "record");
    }

    @Test
    void routesThatCallOneAnotherHaveAnOrderToo() throws RefusedRoutesException {
        assertThat(set("a", route("one", "direct:one", "direct:two") + route("two", "direct:two", "direct:one"))
                        .calledFirst())
                .containsExactly("two", "one");
    }

    @Test
    void whoCallsAChangedRouteIsTouchedHoweverIndirectly() throws RefusedRoutesException {
        RouteSet routes = set("a", POLLER + WINDOW + RECORD + OTHER);

        assertThat(routes.withCallers(Set.of("record")))
                .containsExactlyInAnyOrder("record", "window", "payment-poller");
        assertThat(routes.withCallers(Set.of("other"))).containsExactly("other");
    }

    @Test
    void changesAreFoundByIdAndToldByFile() throws RefusedRoutesException {
        RouteSet before = set("a", POLLER + WINDOW, "b", RECORD + OTHER);
        RouteSet after = set(
                "a",
                POLLER + WINDOW.replace("direct:record", "log:x"),
                "c",
                RECORD + route("new", "timer:new", "log:x"));

        RouteChanges changes = RouteChanges.between(before, after, Set.of());

        assertThat(changes.added()).containsExactly("new");
        assertThat(changes.changed()).containsExactly("window");
        assertThat(changes.removed()).containsExactly("other");
        assertThat(changes.lines(before, after))
                .containsExactly("a: changed window", "b: removed other", "c: added new");
    }

    @Test
    void anIdMayBeGivenOnceInAllFiles() throws RefusedRoutesException {
        RouteSet running = set("a", POLLER);

        assertRefused(set("a", POLLER + POLLER), running, "a:9:3: the id payment-poller is taken at a:1:3");
        assertRefused(set("a", POLLER, "b", POLLER), running, "b:1:3: the id payment-poller is taken at a:1:3");
        assertRefused(
                set("a", POLLER, "b", OTHER.replace("other-to", "payment-poller-to")),
                running,
                "b:7:17: the id payment-poller-to is taken at a:7:17");
    }

    @Test
    void withoutThePollerNothingIsTaken() throws RefusedRoutesException {
        assertRefused(set("a", OTHER, "b", RECORD), set("a", POLLER), "a, b: there is no route payment-poller");
    }

    @Test
    void whatCamelReadsAtTheStartAloneIsRefusedWhereItsFileChanges() throws RefusedRoutesException {
        String beans = "- beans:\n    - name: x\n";
        RouteSet running = set("a", POLLER, "b", beans);

        assertThatCode(() -> set("a", POLLER + OTHER, "b", beans).requireTakeable(running))
                .doesNotThrowAnyException();
        assertRefused(
                set("a", POLLER, "b", beans + OTHER),
                running,
                "b:1:3: 'beans' is read at the start alone; restart to have it");
        assertRefused(
                set("a", POLLER, "b", OTHER), running, "b:1:3: 'beans' is read at the start alone; restart to have it");
        assertRefused(set("a", POLLER), running, "b:1:3: 'beans' is read at the start alone; restart to have it");
    }

    @Test
    void aRouteWithoutAnIdCannotBeFoundAgain() throws RefusedRoutesException {
        assertRefused(
                set("a", POLLER, "b", OTHER.replace("    id: other\n", "")),
                set("a", POLLER),
                "b:1:3: the route has no id");
    }

    private static void assertRefused(RouteSet routes, RouteSet running, String line) {
        assertThatThrownBy(() -> routes.requireTakeable(running))
                .isInstanceOfSatisfying(RefusedRoutesException.class, refused -> assertThat(
                                refused.position() + ": " + refused.reason())
                        .isEqualTo(line));
    }

    private static RouteSet set(String... filesAndTexts) throws RefusedRoutesException {
        TreeMap<String, String> texts = new TreeMap<>();
        for (int i = 0; i < filesAndTexts.length; i += 2) {
            texts.put(filesAndTexts[i], filesAndTexts[i + 1]);
        }
        return new RouteSet(new RouteFiles(texts));
    }

    private static String route(String id, String from, String to) {
        return """
            - route:
                id: %s
                from:
                  uri: %s
                  steps:
                    - to:
                        id: %s-to
                        uri: %s
            """.formatted(id, from, id, to);
    }
}
