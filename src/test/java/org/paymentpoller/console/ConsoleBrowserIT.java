package org.paymentpoller.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paymentpoller.fixture.Browser;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.Watched;

/** The console as a person sees it. */
@Tag("browser")
class ConsoleBrowserIT {

    private static final String POLLER = "payment-poller";
    private static final String PASSWORD = "open-sesame";

    /** Ticks come every 200 ms. */
    private static final Duration MANY_TICKS = Duration.ofSeconds(2);

    private static Watched watched;
    private static NodeProxy node;
    private static Replica replica;

    private Browser browser;

    @BeforeAll
    static void startReplica() {
        Browser.requireInstalled();
        watched = Watched.start();
        node = watched.proxy();
        replica = watched.start(watched.replicaBy(node)
                .with("poller.console.viewer-password", PASSWORD)
                .with("poller.console.operator-password", PASSWORD));
    }

    @AfterAll
    static void end() throws Exception {
        if (watched != null) {
            watched.close();
        }
    }

    @BeforeEach
    void startBrowser() {
        browser = Browser.start();
    }

    @AfterEach
    void endBrowser() {
        browser.close();
    }

    @Test
    void aViewerSeesTheRoutesAndHasNoWayToStopThem() {
        HawtioPage hawtio = logIn("viewer");
        hawtio.selectRoutes();
        hawtio.awaitStepInDiagram("tick");
        hawtio.awaitStepInDiagram("advance-cursor");
        browser.photograph("viewer-diagram-of-all-routes");

        hawtio.tickInTable(POLLER);
        hawtio.awaitStateInTable(POLLER, "Started");
        hawtio.awaitNoControls();
        browser.photograph("viewer-table-of-routes");

        watched.burn();
        watched.awaitAllRecorded();
    }

    @Test
    void anOperatorStopsPollingAndStartsItAgain() {
        HawtioPage hawtio = logIn("operator");
        hawtio.selectRoute(POLLER);
        hawtio.awaitStepInDiagram("tick");
        hawtio.awaitStepInDiagram("report-window");
        browser.photograph("operator-diagram-of-the-poller");
        watched.burn();
        watched.awaitAllRecorded();
        long recorded = watched.payments();

        hawtio.tickInTable(POLLER);
        hawtio.stop();
        awaitStatus(ServiceStatus.Stopped);
        hawtio.awaitStateInTable(POLLER, "Stopped");
        browser.photograph("operator-stopped-the-poller");
        node.clear();
        watched.burn();
        await().during(MANY_TICKS).atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(node.calls())
                .isEmpty());
        assertThat(watched.payments()).isEqualTo(recorded);

        hawtio.start();
        awaitStatus(ServiceStatus.Started);
        watched.awaitAllRecorded();
        assertThat(watched.payments()).isEqualTo(recorded + 1);
        hawtio.awaitStateInTable(POLLER, "Started");
        browser.photograph("operator-started-the-poller");
    }

    @Test
    void whoIsNotLoggedInSeesTheFormAndNothingElse() {
        browser.open(replica.httpUrl() + "/actuator/hawtio/camel/routes");
        browser.awaitText("Please sign in");
        browser.photograph("login");

        HawtioPage.logIn(browser, replica.httpUrl() + "/actuator/hawtio", "operator", "wrong");
        browser.awaitText("Invalid credentials");
        browser.photograph("login-refused");

        logIn("operator").logOut();
        browser.awaitText("You have been signed out");
        browser.photograph("logged-out");
        browser.open(replica.httpUrl() + "/actuator/hawtio");
        browser.awaitText("Please sign in");
    }

    private HawtioPage logIn(String user) {
        HawtioPage hawtio = HawtioPage.logIn(browser, replica.httpUrl() + "/actuator/hawtio", user, PASSWORD);
        hawtio.awaitUser(user);
        return hawtio;
    }

    private static void awaitStatus(ServiceStatus status) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        replica.camel().getRouteController().getRouteStatus(POLLER))
                .isEqualTo(status));
    }
}
