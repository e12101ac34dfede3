package org.paymentpoller.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.paymentpoller.fixture.Answer;
import org.paymentpoller.fixture.Browser;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.TcpProxy;
import org.paymentpoller.fixture.Watched;

/** The status page as a person sees it. */
@Tag("browser")
class StatusPageBrowserIT {

    private static final String PASSWORD = "open-sesame";
    private static final BigInteger LARGEST = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
    private static final String MARKUP = "<img src=x onerror=\"document.title='broken out'\">";
    private static final String PAID = "0x" + "c0".repeat(32);
    private static final String ORPHANED = "0x" + "0f".repeat(32);

    private static final String DONE = "return document.getElementById('backlog').value";

    private static Watched watched;
    private static NodeProxy toNode;
    private static TcpProxy toDatabase;
    private static Replica replica;
    private static Browser browser;

    @BeforeAll
    static void start() {
        Browser.requireInstalled();
        watched = Watched.start();
        toDatabase = TcpProxy.to(PostgresServer.shared());
        toNode = watched.proxy();
        replica = watched.start(watched.replicaBy(toNode)
                .with("poller.max-block-range", "5")
                .with("spring.datasource.url", watched.database().jdbcUrlThrough("127.0.0.1", toDatabase.port()))
                .with("poller.console.viewer-password", PASSWORD));
        recordHistory();
        browser = Browser.start();
        browser.open(replica.httpUrl() + "/");
        logIn();
        browser.awaitText("Latest payments");
    }

    private static void logIn() {
        browser.awaitText("Please sign in");
        browser.type(By.name("username"), "viewer");
        browser.type(By.name("password"), PASSWORD);
        browser.click(By.cssSelector("button[type=submit]"));
    }

    /** An hour of payments before those that the chain brings, events that are none, and another watch. */
    private static void recordHistory() {
        watched.database().sql().sql("""
                        INSERT INTO payments (cursor_id, tx_hash, burn_index, log_index, block_number, block_hash,
                                              from_address, amount, digest, burned_at)
                        SELECT 'payment-poller', '0x' || lpad(to_hex(n), 64, '0'), 0, 0, 0, '0x' || repeat('b1', 32),
                               '0x' || repeat(lpad(to_hex(n % 7), 2, '0'), 20), n * 1234567, '0x' || repeat('d1', 32),
                               now() - make_interval(secs => (60 - n) * 40 + (n % 5) * 90)
                          FROM generate_series(1, 60) AS n
                        """).update();
        watched.database()
                .sql()
                .sql("""
                        INSERT INTO payments (cursor_id, tx_hash, burn_index, log_index, block_number, block_hash,
                                              from_address, amount, digest, burned_at, orphaned_at)
                        VALUES ('payment-poller', :paid, 0, 3, 0, :markup, :markup, :largest, :markup, now(), NULL),
                               ('payment-poller', :orphaned, 0, 3, 0, '0xb1', '0xa1', 5, '0xd1', now(), now())
                        """)
                .param("paid", PAID)
                .param("orphaned", ORPHANED)
                .param("markup", MARKUP)
                .param("largest", LARGEST)
                .update();
        watched.database().sql().sql("""
                        INSERT INTO rejected_events (cursor_id, tx_hash, burn_index, log_index, block_number, reason, raw)
                        SELECT 'payment-poller', '0x' || lpad(to_hex(n), 64, 'e'), 0, 0, n,
                               CASE n WHEN 12 THEN :markup ELSE 'it has 2 topics, not 3' END, '{}'
                          FROM generate_series(1, 12) AS n
                        """).param("markup", MARKUP).update();
        watched.database().sql().sql("""
                        INSERT INTO block_cursors (id, chain_id, contract_address, topic0, start_block,
                                                   last_processed_block, paused, caught_up_block, caught_up_at)
                        VALUES ('another-watch', 1, '0x' || repeat('c0', 20), '0x', 100, 250, :markup, NULL, NULL),
                               ('ended-watch', 1, '0x' || repeat('c0', 20), '0x', 100, 250, NULL, 250, '2001-02-03 04:05:06Z')
                        """).param("markup", MARKUP).update();
    }

    @AfterAll
    static void end() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (watched != null) {
            watched.close();
        }
        if (toDatabase != null) {
            toDatabase.close();
        }
    }

    @BeforeEach
    void onADesktop() {
        browser.resize(1280, 900);
        browser.preferDark(false);
        browser.complaints();
    }

    @AfterEach
    void askedNobodyElseForAnything() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.run("return performance.getEntriesByType('resource').map(it => new URL(it.name).origin)"
                        + ".filter(it => it !== location.origin).join()"))
                .isEmpty();
        assertThat(browser.run("return document.title")).startsWith("Payment poller");
    }

    @Test
    void paymentsAppearWhileItIsOpenAndWhatIsTypedStays() {
        open("");
        browser.photograph("status-page");
        browser.type(By.id("q"), "0xab");

        String transaction = watched.burn();

        browser.awaitElement(By.cssSelector("#payments a[title='" + transaction + "']"), WebElement::isDisplayed);
        browser.awaitElement(By.id("state"), state -> state.getText().contains("caught up"));
        assertThat(browser.run("return document.activeElement.id + ' ' + document.activeElement.value"))
                .isEqualTo("q 0xab");
    }

    @Test
    void theFocusStaysOnAPaymentThatMovesDown() {
        open("");
        String first = browser.run("const it = document.querySelector('#payments tbody a'); it.focus(); return it.id");

        String transaction = watched.burn();

        browser.awaitElement(By.cssSelector("#payments a[title='" + transaction + "']"), WebElement::isDisplayed);
        assertThat(browser.run("return document.activeElement.id")).isEqualTo(first);
    }

    @Test
    void paymentsOverTimeAreDrawnAndWrittenAsATable() {
        open("period=hour");
        browser.awaitElement(
                By.cssSelector("#over-time .column"), bar -> bar.getSize().getHeight() > 0);
        long bars = Long.parseLong(browser.run("return document.querySelectorAll('#over-time .column').length"));
        assertThat(bars).isGreaterThan(10);

        browser.click(By.id("numbers-summary"));

        browser.awaitElement(By.cssSelector(".numbers tbody tr"), WebElement::isDisplayed);
        assertThat(browser.run("return document.querySelectorAll('.numbers tbody tr').length"))
                .isEqualTo(String.valueOf(bars));
        browser.click(By.linkText("Week"));
        browser.awaitElement(
                By.cssSelector(".days .column"), bar -> bar.getSize().getHeight() > 0);
        browser.photograph("status-page-week");
    }

    @Test
    void aTransactionIsFoundWithAllThatIsKnownOfIt() {
        open("");
        browser.type(By.id("q"), PAID.toUpperCase(Locale.ROOT).replace("0X", ""));
        browser.press(Keys.ENTER);

        browser.awaitText("Payments found");
        browser.awaitText("Transaction " + PAID);
        browser.awaitText(LARGEST.toString());
        browser.awaitText("Burned at");
        browser.photograph("status-page-transaction");

        browser.click(By.id("everything"));
        browser.awaitText("Latest payments");
    }

    @Test
    void thePaymentsOfAnAccountAreFoundByAClick() {
        String transaction = watched.burn();
        awaitRecorded(transaction);
        open("");
        browser.click(By.cssSelector("#payments tr:has(a[title='" + transaction + "']) a"));

        browser.awaitText("Payments found");
        browser.awaitElement(By.cssSelector("#payments a[title='" + transaction + "']"), WebElement::isDisplayed);
        assertThat(browser.run("return document.getElementById('q').value")).matches("0x[0-9a-f]{40}");
        assertThat(
                        browser.run(
                                "return new Set([...document.querySelectorAll('#payments td[data-label=Account] a')].map(it => it.title)).size"))
                .isEqualTo("1");
    }

    @Test
    void aMistypedSearchIsToldInOneLine() {
        open("q=0x123");
        browser.awaitText("“0x123” has 3 hex digits: a transaction is 0x and 64 hex digits, an account 0x and 40.");
        assertThat(browser.run("return document.getElementById('q').getAttribute('aria-describedby')"))
                .isEqualTo("mistake");
        browser.photograph("status-page-mistyped");

        open("q=" + "ab".repeat(20));
        browser.awaitText("No payment of it is recorded by this watch.");
    }

    @Test
    void pagesLeadToOlderPaymentsAndBackToTheSame() {
        open("");
        List<List<String>> older = new ArrayList<>();
        older.add(transactions());
        for (int i = 0; i < 2; i++) {
            browser.click(By.id("payments-older"));
            browser.awaitElement(By.id("payments-newest"), WebElement::isDisplayed);
            String last = older.get(i).get(0);
            browser.awaitElement(
                    By.id("payments"),
                    list -> !transactions().isEmpty() && !transactions().contains(last));
            older.add(transactions());
        }
        assertThat(older.stream().flatMap(List::stream)).doesNotHaveDuplicates();

        browser.click(By.id("payments-newer"));
        browser.awaitElement(By.id("payments"), list -> transactions().equals(older.get(1)));
        browser.click(By.id("payments-newest"));
        browser.awaitElement(
                By.id("payments"), list -> transactions().contains(older.get(0).get(5)));

        browser.click(By.id("rejected-older"));
        browser.awaitElement(By.id("rejected-newer"), WebElement::isDisplayed);
        assertThat(browser.run("return document.querySelectorAll('#rejected tbody tr').length"))
                .isEqualTo("2");
    }

    @Test
    void aPhoneShowsItAllWithoutScrollingSideways() {
        for (int width : new int[] {320, 390}) {
            browser.resize(width, 800);
            for (String query :
                    List.of("", "period=week", "q=" + PAID, "watch=another-watch", "q=" + "z".repeat(200))) {
                open(query);
                browser.awaitElement(By.id("state"), WebElement::isDisplayed);
                assertThat(browser.run("return document.documentElement.scrollWidth"))
                        .as(query)
                        .isEqualTo(String.valueOf(width));
            }
        }
        browser.resize(390, 844);
        open("");
        browser.photograph("status-page-phone");
        browser.run("document.getElementById('payments').scrollIntoView()");
        browser.photograph("status-page-phone-payments");
    }

    @Test
    void theDarkIsDark() {
        open("");
        String light = browser.run("return getComputedStyle(document.body).backgroundColor");

        browser.preferDark(true);

        assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
                .isNotEqualTo(light);
        browser.photograph("status-page-dark");
        browser.run("document.getElementById('payments').scrollIntoView()");
        browser.photograph("status-page-dark-payments");
    }

    @Test
    void theKeyboardGoesFromTheSkipLinkThroughThePage() {
        open("");
        List<String> way = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            browser.press(Keys.TAB);
            way.add(browser.run(
                    "const it = document.activeElement; return it.id || it.textContent.trim().replace(/\\s+/g, ' ')"));
        }
        assertThat(way)
                .containsExactly(
                        "Skip to the content",
                        "Payment poller",
                        "Hawtio",
                        "API",
                        "Health",
                        "Metrics",
                        "Log out viewer",
                        "watch-0",
                        "watch-1",
                        "watch-2",
                        "q",
                        "Search",
                        "period-0");
        assertThat(browser.run("return getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
    }

    @Test
    void whoLogsOutSeesNothingUntilTheyLogInAgain() {
        open("");
        browser.click(By.cssSelector(".session button"));
        browser.awaitText("Please sign in");

        open("q=" + PAID);
        logIn();
        browser.awaitText("Transaction " + PAID);
    }

    @Test
    void withoutScriptsItIsSearchedAndPagedAllTheSame() {
        browser.allowScripts(false);
        try {
            open("");
            browser.awaitText("load it again");
            browser.click(By.id("payments-older"));
            browser.awaitElement(By.id("payments-newest"), WebElement::isDisplayed);
            browser.type(By.id("q"), PAID);
            browser.press(Keys.ENTER);
            browser.awaitText("Transaction " + PAID);
        } finally {
            browser.allowScripts(true);
            open("");
        }
    }

    @Test
    void aLongBacklogIsABarThatGrowsUntilItIsGone() {
        open("");
        toNode.onCall("eth_getLogs").answer(Answer.late(Duration.ofMillis(500)));
        watched.node().mine(200);

        browser.awaitElement(By.id("backlog"), WebElement::isDisplayed);
        long done = Long.parseLong(browser.run(DONE));
        browser.awaitElement(By.id("backlog"), bar -> Long.parseLong(browser.run(DONE)) > done);
        browser.photograph("status-page-backlog");

        toNode.heal();
        browser.awaitElement(By.id("state"), state -> state.getText().contains("caught up"));
        assertThat(browser.run("return document.getElementById('backlog')")).isEqualTo("null");
    }

    @Test
    void markupInWhatIsRecordedIsText() {
        open("q=" + PAID);
        browser.awaitText(MARKUP);
        assertThat(browser.run("return document.querySelectorAll('main img').length"))
                .isEqualTo("0");
        open("");
        browser.awaitElement(By.id("rejected"), list -> list.getText().contains(MARKUP));
        browser.awaitElement(By.id("watches"), list -> list.getText().contains(MARKUP));
        assertThat(browser.run("return document.querySelectorAll('main img').length"))
                .isEqualTo("0");
    }

    @Test
    void anOrphanedPaymentIsShownAsSuch() {
        open("q=" + ORPHANED);
        browser.awaitText("Orphaned at");
    }

    @Test
    void anotherWatchIsShownWithItsOwnPayments() {
        open("");
        browser.click(By.linkText("another-watch"));

        browser.awaitText("of watch another-watch");
        browser.awaitText("No payment is recorded yet.");
        browser.awaitText("None: every event so far was a payment.");
        browser.photograph("status-page-empty");
    }

    @Test
    void aWatchThatWasCaughtUpLongAgoTellsWhen() {
        open("");
        browser.awaitElement(
                By.id("watches"),
                list -> list.getText().contains("caught up") && list.getText().contains("2001-02-03"));
    }

    @Test
    void anUnknownPathIsAPlainPage() {
        browser.open(replica.httpUrl() + "/no-such-page");
        browser.awaitText("There is no such page");
        browser.photograph("status-page-not-found");
        assertThat(browser.complaints()).singleElement().asString().contains("404");
        open("");
    }

    @Test
    void withoutADatabaseItSaysSoAndComesBackByItself() {
        open("");
        toDatabase.refuse(true);
        toDatabase.cutAll();
        browser.awaitText("The database cannot be read now");
        assertThat(transactions()).isNotEmpty();
        browser.open(replica.httpUrl() + "/");
        browser.awaitText("The database cannot be read now");
        browser.photograph("status-page-without-database");
        assertThat(browser.complaints()).isNotEmpty().allSatisfy(line -> assertThat(line)
                .contains("503"));

        toDatabase.refuse(false);
        browser.awaitText("Latest payments");
        awaitRecorded(watched.burn());
    }

    private static void awaitRecorded(String transaction) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> watched.database()
                                .sql()
                                .sql("SELECT count(*) FROM payments WHERE tx_hash = ?")
                                .param(transaction)
                                .query(Long.class)
                                .single()
                        > 0);
    }

    private static void open(String query) {
        browser.open(replica.httpUrl() + "/?" + query);
    }

    private static List<String> transactions() {
        String all = browser.run(
                "return [...document.querySelectorAll('#payments td[data-label=Transaction] a')].map(it => it.title).join()");
        return all.isEmpty() ? List.of() : List.of(all.split(","));
    }
}
