package org.paymentpoller.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.env.MockEnvironment;

class SettingsProblemsTest {

    private static final String CONTRACT = "0x" + "c0".repeat(20);

    private final MockEnvironment environment = new MockEnvironment();

    @BeforeEach
    void setWhatIsRequired() throws IOException {
        new YamlPropertySourceLoader()
                .load("defaults", new ClassPathResource("application.yml"))
                .forEach(environment.getPropertySources()::addLast);
        environment
                .withProperty("spring.datasource.url", "jdbc:postgresql://localhost/payments")
                .withProperty("spring.datasource.username", "poller")
                .withProperty("spring.datasource.password", "")
                .withProperty("poller.rpc-url", "http://localhost:8545")
                .withProperty("poller.burn-contract-address", CONTRACT);
    }

    @Test
    void whatIsRequiredAndTheDefaultsAreEnough() {
        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "poller.chain-id, 1",
        "poller.chain-id, ''",
        "poller.rpc-url, 'https://user:secret@one.example/key,http://two.example'",
        "poller.burn-contract-address, 0XC0C0C0C0C0C0C0C0C0C0C0C0C0C0C0C0C0C0C0C0",
        "poller.start-block, 19000000000",
        "poller.interval, 50ms",
        "poller.interval, 2000",
        "poller.interval, PT1M30S",
        "poller.interval, 1h",
        "poller.routes-reload-interval, 100ms",
        "poller.routes-reload-interval, 1h",
        "poller.routes-reload, false",
        "poller.rpc-quorum, 1",
        "poller.node.bloom-check, false",
        "poller.node.bloom-check, TRUE",
        "poller.max-block-range, 1000000",
        "poller.finality, Safe",
        "poller.finality, latest",
        "poller.finality, 0",
        "poller.finality, 999999999",
        "poller.cursor-id, a second watch",
        "poller.health.stale-intervals, 1",
        "poller.health.stale-at-least, 1s",
        "poller.health.max-lag-blocks, 1",
        "poller.health.max-lag-blocks, ''",
        "poller.health.max-lag, 3d",
        "poller.health.max-lag, ''",
        "management.otlp.tracing.endpoint, http://collector:4318/v1/traces",
        "management.otlp.tracing.endpoint, ''",
        "camel.main.exchange-factory, prototype",
        "poller.console.operator-password, secret",
        "poller.console.viewer-password, secret",
        "poller.console.anonymous-prometheus, false",
        "poller.console.anonymous-page, true"
    })
    void whatIsAllowedIsNoProblem(String name, String value) {
        environment.setProperty(name, value);

        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "spring.datasource.url, SPRING_DATASOURCE_URL",
        "spring.datasource.username, SPRING_DATASOURCE_USERNAME",
        "poller.rpc-url, POLLER_RPC_URL",
        "poller.burn-contract-address, POLLER_BURN_CONTRACT_ADDRESS",
    })
    void whatIsRequiredAndEmptyIsToldByItsVariable(String name, String variable) {
        environment.setProperty(name, " ");

        assertThat(problems()).singleElement().asString().startsWith(variable + " is required: ");
    }

    @Test
    void thePasswordOfTheDatabaseMayBeEmptyButNotLeftOut() {
        MockEnvironment bare = new MockEnvironment();

        assertThat(SettingsProblems.find(bare))
                .filteredOn(line -> line.startsWith("SPRING_DATASOURCE_"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .containsExactly("SPRING_DATASOURCE_URL", "SPRING_DATASOURCE_USERNAME", "SPRING_DATASOURCE_PASSWORD");
    }

    @ParameterizedTest
    @CsvSource({
        "poller.rpc-quorum, 2, 'POLLER_RPC_QUORUM is ''2'': must be at most the number of endpoints in POLLER_RPC_URL,"
                + " which names 1'",
        "poller.rpc-quorum, 0, POLLER_RPC_QUORUM is '0': must be 1 or more endpoints",
        "poller.rpc-quorum, -1, POLLER_RPC_QUORUM is '-1': must be 1 or more endpoints",
        "poller.rpc-quorum, both, POLLER_RPC_QUORUM is 'both': must be a whole number",
        "poller.rpc-quorum, 1.5, POLLER_RPC_QUORUM is '1.5': must be a whole number",
        "poller.rpc-quorum, '', POLLER_RPC_QUORUM must be a whole number",
        "poller.node.bloom-check, maybe, POLLER_NODE_BLOOM_CHECK is 'maybe': must be true or false",
        "poller.node.bloom-check, '', POLLER_NODE_BLOOM_CHECK must be true or false",
        "poller.chain-id, 0, POLLER_CHAIN_ID is '0': must be a positive chain id",
        "poller.chain-id, mainnet, POLLER_CHAIN_ID is 'mainnet': must be a whole number",
        "poller.burn-contract-address, 0xc0, POLLER_BURN_CONTRACT_ADDRESS is '0xc0': must be an address",
        "poller.start-block, -1, POLLER_START_BLOCK is '-1': must be a block number",
        "poller.start-block, first, POLLER_START_BLOCK is 'first': must be a whole number",
        "poller.start-block, 9223372036854775808, POLLER_START_BLOCK is '9223372036854775808': must be a whole number",
        "poller.start-block, '', POLLER_START_BLOCK must be a whole number",
        "poller.routes-reload, maybe, POLLER_ROUTES_RELOAD is 'maybe': must be true or false",
        "poller.routes-reload-interval, 99ms, POLLER_ROUTES_RELOAD_INTERVAL is '99ms': must be from 100ms to 1h",
        "poller.routes-reload-interval, 61m, POLLER_ROUTES_RELOAD_INTERVAL is '61m': must be from 100ms to 1h",
        "poller.interval, soon, POLLER_INTERVAL is 'soon': must be a duration",
        "poller.interval, 49ms, POLLER_INTERVAL is '49ms': must be from 50ms to 1h",
        "poller.interval, 61m, POLLER_INTERVAL is '61m': must be from 50ms to 1h",
        "poller.interval, -10s, POLLER_INTERVAL is '-10s': must be from 50ms to 1h",
        "poller.interval, '', POLLER_INTERVAL must be a duration such as 500ms",
        "poller.interval, 10S, POLLER_INTERVAL is '10S': must be a duration such as 500ms",
        "poller.interval, 1H, POLLER_INTERVAL is '1H': must be a duration such as 500ms",
        "poller.interval, 100000us, POLLER_INTERVAL is '100000us': must be a duration such as 500ms",
        "poller.max-block-range, 0, POLLER_MAX_BLOCK_RANGE is '0': must be 1 or more blocks",
        "poller.max-block-range, 1000001, POLLER_MAX_BLOCK_RANGE is '1000001': must be at most 1000000 blocks",
        "poller.max-block-range, many, POLLER_MAX_BLOCK_RANGE is 'many': must be a whole number",
        "poller.finality, final, POLLER_FINALITY is 'final': must be finalized",
        "poller.finality, -1, POLLER_FINALITY is '-1': must be finalized",
        "poller.finality, 1000000000, POLLER_FINALITY is '1000000000': must be finalized",
        "poller.finality, 'latest ', POLLER_FINALITY is 'latest' with a blank at an end: must be finalized",
        "poller.finality, '', POLLER_FINALITY must be finalized",
        "poller.cursor-id, ' ', POLLER_CURSOR_ID must name the row",
        "poller.cursor-id, 'one ', POLLER_CURSOR_ID is 'one' with a blank at an end: must have no blank at its ends",
        "poller.cursor-id, 'a {{b}}', POLLER_CURSOR_ID is 'a {{b}}': must have no blank at its ends",
        "poller.cursor-id, 'a }} b', POLLER_CURSOR_ID is 'a }} b': must have no blank at its ends, no line break and none of {{",
        "poller.cursor-id, 'a ${b}', POLLER_CURSOR_ID is 'a ${b}': must have no blank at its ends",
        "poller.cursor-id, ' one', POLLER_CURSOR_ID is 'one' with a blank at an end: must have no blank at its ends",
        "poller.routes-directory, '', POLLER_ROUTES_DIRECTORY must name the folder",
        "poller.node.connect-timeout, 0s, POLLER_NODE_CONNECT_TIMEOUT is '0s': must be from 1ms to 1d",
        "poller.node.connect-timeout, 1ns, POLLER_NODE_CONNECT_TIMEOUT is '1ns': must be from 1ms to 1d",
        "poller.node.connect-timeout, 1000d, POLLER_NODE_CONNECT_TIMEOUT is '1000d': must be from 1ms to 1d",
        "poller.node.read-timeout, -1s, POLLER_NODE_READ_TIMEOUT is '-1s': must be from 1ms to 1d",
        "poller.node.read-timeout, long, POLLER_NODE_READ_TIMEOUT is 'long': must be a duration",
        "poller.node.window-budget, 99ms, POLLER_NODE_WINDOW_BUDGET is '99ms': must be from 100ms to 1d",
        "poller.node.window-budget, 25s, POLLER_NODE_WINDOW_BUDGET is '25s': must be less than"
                + " POLLER_DATABASE_LOCK_TIMEOUT is '25s':",
        "poller.node.max-answer-size, 1KB, POLLER_NODE_MAX_ANSWER_SIZE is '1KB': must be from 64KB to 1GB",
        "poller.node.max-answer-size, 2GB, POLLER_NODE_MAX_ANSWER_SIZE is '2GB': must be from 64KB to 1GB",
        "poller.node.max-answer-size, big, POLLER_NODE_MAX_ANSWER_SIZE is 'big': must be a size",
        "poller.database.lock-timeout, 30s, POLLER_DATABASE_LOCK_TIMEOUT is '30s': must be less than"
                + " POLLER_DATABASE_STATEMENT_TIMEOUT",
        "poller.database.statement-timeout, 40s, POLLER_DATABASE_STATEMENT_TIMEOUT is '40s': must be less than"
                + " POLLER_DATABASE_SOCKET_TIMEOUT",
        "poller.database.idle-in-transaction-timeout, 10s, POLLER_NODE_WINDOW_BUDGET is '15s': must be less than"
                + " POLLER_DATABASE_IDLE_IN_TRANSACTION_TIMEOUT",
        "poller.database.idle-in-transaction-timeout, 25d, POLLER_DATABASE_IDLE_IN_TRANSACTION_TIMEOUT is '25d': must"
                + " be at most 1d",
        "poller.database.socket-timeout, 25d, POLLER_DATABASE_SOCKET_TIMEOUT is '25d': must be at most 1d",
        "poller.health.stale-intervals, 0, POLLER_HEALTH_STALE_INTERVALS is '0': must be 1 or more intervals",
        "poller.health.stale-intervals, 10001, POLLER_HEALTH_STALE_INTERVALS is '10001': must be at most 10000",
        "poller.health.stale-intervals, few, POLLER_HEALTH_STALE_INTERVALS is 'few': must be a whole number",
        "poller.health.stale-at-least, 999ms, POLLER_HEALTH_STALE_AT_LEAST is '999ms': must be from 1s to 1d",
        "poller.health.stale-at-least, '', POLLER_HEALTH_STALE_AT_LEAST must",
        "poller.health.max-lag-blocks, 0, POLLER_HEALTH_MAX_LAG_BLOCKS is '0': must be 1 or more blocks, or left out",
        "poller.health.max-lag-blocks, many, POLLER_HEALTH_MAX_LAG_BLOCKS is 'many': must be a whole number",
        "poller.health.max-lag, 0s, POLLER_HEALTH_MAX_LAG is '0s': must be 1s or more, or left out",
        "poller.health.max-lag, long, POLLER_HEALTH_MAX_LAG is 'long': must be a duration",
        "camel.main.exchange-factory, pooled, CAMEL_MAIN_EXCHANGE_FACTORY is 'pooled': must be prototype or left out",
        "spring.datasource.url, jdbc:h2:mem:test, SPRING_DATASOURCE_URL must begin with jdbc:postgresql:",
        "spring.datasource.url, jdbc:postgresql://u:p@db/payments, SPRING_DATASOURCE_URL must not carry a user before the host",
    })
    void whatIsWrongIsToldInOneLineByItsVariable(String name, String value, String line) {
        environment.setProperty(name, value);

        assertThat(problems()).singleElement().asString().startsWith(line);
    }

    @Test
    void aQuorumMayBeAsLargeAsTheNumberOfEndpoints() {
        environment.setProperty("poller.rpc-url", "http://one.example, http://two.example");
        environment.setProperty("poller.rpc-quorum", "2");
        assertThat(problems()).isEmpty();

        environment.setProperty("poller.rpc-quorum", "3");
        assertThat(problems())
                .singleElement()
                .asString()
                .isEqualTo("POLLER_RPC_QUORUM is '3': must be at most the number of endpoints in POLLER_RPC_URL,"
                        + " which names 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my-secret-key",
                "ws://my-secret-key",
                "http://one.example,my-secret-key",
                "http://my-secret-key one"
            })
    void anEndpointThatIsNoUrlIsNeverShown(String urls) {
        environment.setProperty("poller.rpc-url", urls);

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("POLLER_RPC_URL: endpoint ")
                .contains("is not an http or https URL")
                .doesNotContain("my-secret-key");
    }

    @Test
    void noSecretIsShownBesideAnotherProblem() {
        environment.setProperty("poller.rpc-url", "http://user:my-secret@one.example/");
        environment.setProperty("poller.console.operator-password", "my-secret");
        environment.setProperty("poller.console.viewer-password", "my-secret");
        environment.setProperty("spring.datasource.password", "my-secret");
        environment.setProperty("poller.finality", "never");

        assertThat(problems()).singleElement().asString().doesNotContain("my-secret");
    }

    @Test
    void severalProblemsAreToldAtOnceALineEach() {
        environment.setProperty("spring.datasource.url", "");
        environment.setProperty("poller.rpc-url", "");
        environment.setProperty("poller.burn-contract-address", "0x12");
        environment.setProperty("poller.start-block", "-5");
        environment.setProperty("poller.finality", "never");

        assertThat(problems())
                .map(line -> line.substring(0, line.indexOf(' ')))
                .containsExactlyInAnyOrder(
                        "SPRING_DATASOURCE_URL",
                        "POLLER_RPC_URL",
                        "POLLER_BURN_CONTRACT_ADDRESS",
                        "POLLER_START_BLOCK",
                        "POLLER_FINALITY");
    }

    @Test
    void aCollectorThatCannotBeSentToIsToldWithoutItsUrl() {
        environment.setProperty("management.otlp.tracing.endpoint", "grpc://user:open-sesame@collector:4317");
        environment.setProperty("management.otlp.tracing.transport", "grpc");

        assertThat(problems())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("MANAGEMENT_OTLP_TRACING_ENDPOINT is not an http or https URL; "))
                .anyMatch(line -> line.startsWith("MANAGEMENT_OTLP_TRACING_TRANSPORT is 'grpc': must be http"))
                .noneMatch(line -> line.contains("open-sesame"));
    }

    @Test
    void aValueIsShownOnOneLineAndCut() {
        environment.setProperty("poller.finality", "one\ntwo\u0085three\u2028" + "x".repeat(200));

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("POLLER_FINALITY is 'one two three x")
                .contains("x...': must be");
    }

    @Test
    void aVariableOfTheEnvironmentIsReadAsItIsTold() {
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "systemEnvironment",
                        Map.of("POLLER_MAX_BLOCK_RANGE", "0", "POLLER_NODE_WINDOW_BUDGET", "not long")));

        assertThat(problems())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("POLLER_MAX_BLOCK_RANGE is '0'"))
                .anyMatch(line -> line.startsWith("POLLER_NODE_WINDOW_BUDGET is 'not long'"));
    }

    private List<String> problems() {
        return SettingsProblems.find(environment);
    }
}
