package org.paymentpoller.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowingConsumer;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paymentpoller.fixture.AnvilNode;
import org.paymentpoller.fixture.BurnContract;
import org.paymentpoller.fixture.PostgresServer;
import org.paymentpoller.fixture.ProjectFiles;
import org.paymentpoller.fixture.Replica;
import org.paymentpoller.fixture.ReplicaProcess;
import org.paymentpoller.fixture.TestDatabase;

/** What a process says that is told something wrong, before it ends. */
@Tag("postgres")
class WrongSettingsIT {

    private static final Path ROUTES = Path.of(System.getProperty("basedir", ""), "routes/payment-poller.camel.yaml");
    private static final String OTHER_CONTRACT = "0x" + "12".repeat(20);
    private static final int PATIENCE_SECONDS = 300;

    private static AnvilNode node;
    private static BurnContract contract;
    private static TestDatabase database;

    @BeforeAll
    static void startServers() {
        node = AnvilNode.start();
        contract = BurnContract.deploy(node);
        database = PostgresServer.shared().createDatabase();
    }

    @AfterAll
    static void endServers() {
        database.close();
        node.close();
    }

    @Test
    void everyRequiredSettingThatIsMissingIsNamedAtOnce() {
        Map<String, String> environment = good();
        List<String> required = List.of(
                "SPRING_DATASOURCE_URL",
                "SPRING_DATASOURCE_USERNAME",
                "SPRING_DATASOURCE_PASSWORD",
                "POLLER_RPC_URL",
                "POLLER_BURN_CONTRACT_ADDRESS");
        required.forEach(environment::remove);
        assertThat(refusals(environment))
                .extracting(line -> line.replaceFirst(": set .*", ""))
                .containsExactlyElementsOf(
                        required.stream().map(name -> name + " is required").toList());
    }

    @Test
    void everyMalformedSettingIsNamedAtOnceWithItsValueUnlessThatMayBeASecret() {
        Map<String, String> environment = good();
        environment.put("SPRING_DATASOURCE_URL", "jdbc:postgresql://localhost:port/x?password=open-sesame");
        environment.put("POLLER_RPC_URL", "http://localhost:8545, ftp://user:open-sesame@localhost");
        environment.put("POLLER_CHAIN_ID", "mainnet");
        environment.put("POLLER_BURN_CONTRACT_ADDRESS", "0x1234");
        environment.put("POLLER_START_BLOCK", "-1");
        environment.put("POLLER_INTERVAL", "often");
        environment.put("POLLER_MAX_BLOCK_RANGE", "0");
        environment.put("POLLER_FINALITY", "soon");
        environment.put("POLLER_CURSOR_ID", " ");
        environment.put("SERVER_PORT", "http");
        assertThat(refusals(environment))
                .satisfiesExactlyInAnyOrder(
                        startsWith("SPRING_DATASOURCE_URL is no URL of PostgreSQL's driver; "),
                        startsWith("POLLER_RPC_URL: endpoint 2 is not an http or https URL; "),
                        startsWith("POLLER_CHAIN_ID is 'mainnet': must be "),
                        startsWith("POLLER_BURN_CONTRACT_ADDRESS is '0x1234': must be "),
                        startsWith("POLLER_START_BLOCK is '-1': must be "),
                        startsWith("POLLER_INTERVAL is 'often': must be "),
                        startsWith("POLLER_MAX_BLOCK_RANGE is '0': must be "),
                        startsWith("POLLER_FINALITY is 'soon': must be "),
                        startsWith("POLLER_CURSOR_ID must "),
                        startsWith("SERVER_PORT is 'http': must be "))
                .noneMatch(line -> line.contains("open-sesame"));
    }

    @Test
    void aPasswordInADatabasesUrlIsNeverSaid() {
        assertThat(refusals(
                        with("SPRING_DATASOURCE_URL", "jdbc:postgresql://u:open-sesame@no-such-host.invalid:5432/x"),
                        with("SPRING_DATASOURCE_URL", "jdbc:postgresql://localhost:5432?password=open-sesame"),
                        with("SPRING_DATASOURCE_URL", "jdbc:postgresql://localhost/x/y?password=open-sesame"),
                        with(
                                "SPRING_DATASOURCE_URL",
                                "jdbc:postgresql://127.0.0.1:1/x?password=open-sesame${NO_SUCH}")))
                .allSatisfy(startsWith("SPRING_DATASOURCE_URL"));
    }

    @Test
    void aPlaceholderThatNamesNothingIsToldWithoutTheValueAroundIt() {
        assertThat(refusals(with("POLLER_RPC_URL", "https://user:open-sesame@node.invalid${NO_SUCH}")))
                .singleElement()
                .asString()
                .startsWith("POLLER_RPC_URL has a placeholder ");
    }

    @Test
    void aDatabaseThatCannotBeUsedIsNamedWithTheSettingAtFault() {
        database.sql().sql("CREATE ROLE guarded LOGIN PASSWORD 'right'").update();
        askForPasswordsOf("guarded");
        String elsewhere = database.jdbcUrl().replaceAll("/[^/]+$", "/there_is_no_such");
        assertThat(refusals(
                        with("SPRING_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:1/x"),
                        with("SPRING_DATASOURCE_URL", "jdbc:postgresql://no-such-host.invalid/x"),
                        with("SPRING_DATASOURCE_URL", elsewhere),
                        environment -> changed(
                                environment,
                                database,
                                Map.of(
                                        "SPRING_DATASOURCE_USERNAME",
                                        "guarded",
                                        "SPRING_DATASOURCE_PASSWORD",
                                        "open-sesame")),
                        environment -> changed(
                                environment,
                                database,
                                Map.of("SPRING_DATASOURCE_USERNAME", "guarded", "SPRING_DATASOURCE_PASSWORD", ""))))
                .satisfiesExactly(
                        startsWith("SPRING_DATASOURCE_URL: the database cannot be reached: Connection to 127.0.0.1:1"),
                        line -> assertThat(line)
                                .startsWith("SPRING_DATASOURCE_URL: the database cannot be reached: ")
                                .contains("no-such-host.invalid"),
                        line -> assertThat(line)
                                .startsWith("SPRING_DATASOURCE_URL names a database that does not exist: ")
                                .contains("there_is_no_such"),
                        line -> assertThat(line)
                                .startsWith("SPRING_DATASOURCE_USERNAME or SPRING_DATASOURCE_PASSWORD is refused")
                                .contains("guarded")
                                .doesNotContain("open-sesame"),
                        startsWith("SPRING_DATASOURCE_USERNAME or SPRING_DATASOURCE_PASSWORD is refused"));
    }

    @Test
    void anotherProgramsTablesThatAreInTheWayAreNamed() {
        try (TestDatabase history = PostgresServer.shared().createDatabase();
                TestDatabase tables = PostgresServer.shared().createDatabase()) {
            Flyway.configure()
                    .dataSource(history.dataSource())
                    .locations("filesystem:" + ProjectFiles.of("src/test/resources/db/another-program"))
                    .load()
                    .migrate();
            tables.sql().sql("CREATE TABLE payments (id BIGINT)").update();
            assertThat(refusals(changed(good(), history, Map.of())))
                    .singleElement()
                    .asString()
                    .startsWith("SPRING_DATASOURCE_URL: the tables cannot be brought up to date: ")
                    .contains("currentSchema");
            assertThat(refusals(changed(good(), tables, Map.of())))
                    .as("the migration's line comes first")
                    .last()
                    .asString()
                    .startsWith("SPRING_DATASOURCE_URL: a table of that name is another program's: ")
                    .contains("payments", "currentSchema");
        }
    }

    @Test
    void routesThatCannotRunAreNamed(@TempDir Path folder) throws IOException {
        String good = Files.readString(ROUTES);
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path broken = routes(folder.resolve("broken"), good + "\n- route: [unclosed\n");
        Path bean = routes(folder.resolve("bean"), good.replace("ref: chooseWindow", "ref: noSuchBean"));
        Path other = routes(folder.resolve("other"), good.replace("id: payment-poller\n", "id: other-poller\n"));
        Path once = routes(folder.resolve("once"), good.replace("\"{{poller.interval}}\"", "0"));
        Path statement = routes(folder.resolve("statement"), good.replace("sql/record.sql", "sql/no-such.sql"));
        assertThat(refusals(
                        with("POLLER_ROUTES_DIRECTORY", empty.toString()),
                        with("POLLER_ROUTES_DIRECTORY", broken.toString()),
                        with("POLLER_ROUTES_DIRECTORY", bean.toString()),
                        with("POLLER_ROUTES_DIRECTORY", other.toString()),
                        with("POLLER_ROUTES_DIRECTORY", once.toString()),
                        with("POLLER_ROUTES_DIRECTORY", statement.toString())))
                .allSatisfy(line -> assertThat(line).startsWith("POLLER_ROUTES_DIRECTORY: "))
                .satisfiesExactly(
                        line -> assertThat(line).contains(empty + " holds no *.camel.yaml"),
                        line -> assertThat(line).contains("cannot be loaded").contains("line"),
                        line -> assertThat(line).contains("noSuchBean"),
                        line -> assertThat(line).contains("there is no route payment-poller"),
                        line -> assertThat(line).endsWith("the timer ticks once and never again: its period is 0"),
                        line -> assertThat(line).contains("sql/no-such.sql"));
    }

    @Test
    void aWatchOfAnotherContractOrChainAndAPortInUseAreNamed() throws IOException {
        try (TestDatabase own = PostgresServer.shared().createDatabase();
                AnvilNode elsewhere = AnvilNode.startOnChain(5);
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Replica migrated =
                        Replica.on(own, node.url().toString(), contract).start()) {
            assertThat(refusals(
                            environment ->
                                    changed(environment, own, Map.of("POLLER_BURN_CONTRACT_ADDRESS", OTHER_CONTRACT)),
                            environment -> changed(environment, own, Map.of("POLLER_CHAIN_ID", "5")),
                            environment -> changed(
                                    environment, own, Map.of("POLLER_CHAIN_ID", "5", "POLLER_CURSOR_ID", "fresh")),
                            environment -> changed(
                                    environment,
                                    own,
                                    Map.of(
                                            "POLLER_RPC_URL",
                                            elsewhere.url() + "," + node.url(),
                                            "POLLER_CURSOR_ID",
                                            "fresh")),
                            with("SERVER_PORT", String.valueOf(taken.getLocalPort()))))
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .startsWith("POLLER_BURN_CONTRACT_ADDRESS is " + OTHER_CONTRACT)
                                    .contains(contract.address(), "POLLER_CURSOR_ID"),
                            line -> assertThat(line)
                                    .startsWith("POLLER_CHAIN_ID is 5, ")
                                    .contains("chain 31337", "POLLER_CURSOR_ID"),
                            line -> assertThat(line)
                                    .startsWith("POLLER_CHAIN_ID")
                                    .contains("chain 5", "chain 31337", "POLLER_RPC_URL"),
                            startsWith("POLLER_RPC_URL: all endpoints must serve one chain, but they serve"
                                    + " endpoint 1 chain 5, endpoint 2 chain 31337"),
                            startsWith("SERVER_PORT " + taken.getLocalPort() + " is in use"));
            assertThat(own.sql()
                            .sql("SELECT id FROM block_cursors")
                            .query(String.class)
                            .list())
                    .as("a refused start leaves nothing that would refuse the mended one")
                    .doesNotContain("fresh");
        }
    }

    private static Map<String, String> good() {
        return new LinkedHashMap<>(
                Replica.on(database, node.url().toString(), contract).asEnvironment());
    }

    private static UnaryOperator<Map<String, String>> with(String name, String value) {
        return environment -> {
            environment.put(name, value);
            return environment;
        };
    }

    private static Map<String, String> changed(
            Map<String, String> environment, TestDatabase database, Map<String, String> changes) {
        environment.put("SPRING_DATASOURCE_URL", database.jdbcUrl());
        environment.putAll(changes);
        return environment;
    }

    /** The one line of each start, in the order of the changes. */
    @SafeVarargs
    private static List<String> refusals(UnaryOperator<Map<String, String>>... changes) {
        List<ReplicaProcess> processes = new ArrayList<>();
        try {
            for (UnaryOperator<Map<String, String>> change : changes) {
                processes.add(ReplicaProcess.start(change.apply(good())));
            }
            List<String> lines = new ArrayList<>();
            for (ReplicaProcess process : processes) {
                assertThat(refusals(process)).hasSize(1).first().satisfies(lines::add);
            }
            return lines;
        } finally {
            processes.forEach(ReplicaProcess::close);
        }
    }

    private static List<String> refusals(Map<String, String> environment) {
        try (ReplicaProcess process = ReplicaProcess.start(environment)) {
            return refusals(process);
        }
    }

    /** The messages of the lines at ERROR, after the process has ended as a refused start must. */
    private static List<String> refusals(ReplicaProcess process) {
        assertThat(process.exitCode(PATIENCE_SECONDS)).as(process.tail()).isEqualTo(1);
        assertThat(process.lines())
                .noneMatch(line -> line.startsWith("\tat ") || line.startsWith("Caused by"))
                .noneMatch(line -> line.contains("open-sesame"));
        return process.lines().stream()
                .filter(line -> line.contains(" ERROR "))
                .map(line -> line.replaceFirst("^.*? : ", ""))
                .toList();
    }

    private static ThrowingConsumer<String> startsWith(String text) {
        return line -> assertThat(line).startsWith(text);
    }

    private static Path routes(Path folder, String yaml) throws IOException {
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("payment-poller.camel.yaml"), yaml);
        return folder;
    }

    /** The embedded server trusts whoever is local. */
    private static void askForPasswordsOf(String role) {
        String file = database.sql()
                .sql("SELECT current_setting('hba_file')")
                .query(String.class)
                .single();
        String rules = database.sql()
                .sql("SELECT pg_read_file(?)")
                .param(file)
                .query(String.class)
                .single();
        String guarded = Stream.concat(Stream.of("host all " + role + " all scram-sha-256"), rules.lines())
                .filter(line -> line.startsWith("host") || line.startsWith("local"))
                .map(line -> line.replaceAll("\\s+", " "))
                .collect(Collectors.joining("|"));
        database.sql()
                .sql("COPY (SELECT unnest(string_to_array('" + guarded + "', '|'))) TO '" + file + "'")
                .update();
        database.sql().sql("SELECT pg_reload_conf()").query().singleValue();
    }
}
