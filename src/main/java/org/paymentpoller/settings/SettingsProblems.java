package org.paymentpoller.settings;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.lang.reflect.RecordComponent;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.node.NodeEndpoint;
import org.paymentpoller.node.NodeText;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/** Finds everything that is wrong with the configuration at once, a line each, before anything is started. */
public final class SettingsProblems {

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(50);

    /** The timer reads the same text: of others, which Spring takes too, Camel would make 0, and tick once. */
    private static final Pattern AS_CAMEL_READS_IT = Pattern.compile("\\d+(ms|s|m|h)?|PT[0-9.HMS]+");

    private static final Duration SHORTEST_LOOK = Duration.ofMillis(100);
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);
    private static final int HIGHEST_PORT = 65535;
    private static final Duration SHORTEST_BUDGET = Duration.ofMillis(100);
    private static final Duration SHORTEST_LIMIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private static final Set<String> SECRET =
            Set.of("poller.rpc-url", "poller.console.operator-password", "poller.console.viewer-password");

    private final Binder binder;
    private final Validator validator;
    private final List<String> lines = new ArrayList<>();

    private SettingsProblems(Environment environment, Validator validator) {
        this.binder = Binder.get(environment);
        this.validator = validator;
    }

    /** One line for each missing or wrong setting, naming it as an environment variable; none when all is well. */
    public static List<String> find(Environment environment) {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            SettingsProblems problems = new SettingsProblems(environment, factory.getValidator());
            problems.checkDatabase();
            problems.checkServer();
            problems.checkTracing();
            problems.checkCamel();
            problems.checkRecord("poller", PollerSettings.class);
            problems.checkNodeUrl();
            if (problems.lines.isEmpty()) {
                problems.checkMeaning(
                        problems.binder.bind("poller", PollerSettings.class).get());
            }
            return problems.lines;
        }
    }

    private void checkDatabase() {
        String url = given("spring.datasource.url");
        if (url.isBlank()) {
            lines.add("SPRING_DATASOURCE_URL is required: set it to jdbc:postgresql://host:5432/database");
        } else if (!url.startsWith("jdbc:postgresql:")) {
            lines.add("SPRING_DATASOURCE_URL must begin with jdbc:postgresql:, because only PostgreSQL's row lock is"
                    + " known to hold");
        } else if (url.matches("jdbc:postgresql://[^/?]*@.*")) {
            lines.add("SPRING_DATASOURCE_URL must not carry a user before the host; set SPRING_DATASOURCE_USERNAME and"
                    + " SPRING_DATASOURCE_PASSWORD (it is not shown because it may carry a password)");
        } else if (!isUnderstood(url)) {
            lines.add("SPRING_DATASOURCE_URL is no URL of PostgreSQL's driver; set it to"
                    + " jdbc:postgresql://host:5432/database (it is not shown because it may carry a password)");
        }
        if (given("spring.datasource.username").isBlank()) {
            lines.add("SPRING_DATASOURCE_USERNAME is required: set the role that owns the poller's tables");
        }
        if (rawValue("spring.datasource.password") == null) {
            lines.add("SPRING_DATASOURCE_PASSWORD is required: set it, empty where the server asks for none");
        }
    }

    private static boolean isUnderstood(String url) {
        try {
            return DriverManager.getDriver(url) != null;
        } catch (SQLException e) {
            return false;
        }
    }

    private void checkServer() {
        String port = given("server.port");
        if (!port.isBlank() && !(port.matches("\\d{1,5}") && Integer.parseInt(port) <= HIGHEST_PORT)) {
            lines.add("SERVER_PORT" + shown("server.port") + " must be a port number, 0 to " + HIGHEST_PORT);
        }
    }

    private void checkTracing() {
        String endpoint = given("management.otlp.tracing.endpoint");
        if (!endpoint.isBlank() && HttpUrl.parse(endpoint) == null) {
            lines.add("MANAGEMENT_OTLP_TRACING_ENDPOINT is not an http or https URL; set it to"
                    + " http://host:4318/v1/traces, or leave it out (it is not shown because it may carry a key)");
        }
        String transport = given("management.otlp.tracing.transport");
        if (!transport.isEmpty() && !transport.equalsIgnoreCase("http")) {
            lines.add("MANAGEMENT_OTLP_TRACING_TRANSPORT" + shown("management.otlp.tracing.transport")
                    + " must be http or left out");
        }
    }

    /** With pooled exchanges, Camel 4.18 resets the unit of work before the transaction that it belongs to has ended. */
    private void checkCamel() {
        if ("pooled".equalsIgnoreCase(rawValue("camel.main.exchange-factory"))) {
            lines.add(
                    "CAMEL_MAIN_EXCHANGE_FACTORY" + shown("camel.main.exchange-factory")
                            + " must be prototype or left out, because a window's transaction cannot end with pooled exchanges");
        }
    }

    private void checkNodeUrl() {
        String urls = given("poller.rpc-url");
        if (urls.contains("${")) {
            lines.add(
                    "POLLER_RPC_URL has a placeholder ${...} that names nothing; it is not shown because it may carry a"
                            + " key");
        } else if (!urls.isBlank()) {
            try {
                NodeEndpoint.parseAll(urls);
            } catch (IllegalArgumentException e) {
                lines.add("POLLER_RPC_URL: " + e.getMessage() + "; it is not shown because it may carry a key");
            }
        }
    }

    /** How many there are; 0 where they are no URLs, which has its own line. */
    private static int endpoints(PollerSettings settings) {
        try {
            return NodeEndpoint.parseAll(settings.rpcUrl()).size();
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }

    private void checkRecord(String prefix, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "." + kebabCase(component.getName());
            if (component.getType().isRecord()) {
                checkRecord(name, component.getType());
            } else {
                checkValue(name, type, component);
            }
        }
    }

    private void checkValue(String name, Class<?> type, RecordComponent component) {
        Object value;
        try {
            value = binder.bind(name, Bindable.of(component.getType())).orElse(null);
        } catch (BindException e) {
            lines.add(variable(name) + shown(name) + " " + expected(component.getType()));
            return;
        }
        Set<? extends ConstraintViolation<?>> violations = validator.validateValue(type, component.getName(), value);
        violations.stream()
                .findFirst()
                .ifPresent(violation -> lines.add(variable(name) + shown(name) + " "
                        + (value == null && component.getType() == Duration.class
                                ? expected(Duration.class)
                                : violation.getMessage())));
    }

    private void checkMeaning(PollerSettings settings) {
        if (settings.interval().compareTo(SHORTEST_INTERVAL) < 0
                || settings.interval().compareTo(LONGEST_INTERVAL) > 0) {
            lines.add("POLLER_INTERVAL" + shown("poller.interval") + " must be from 50ms to 1h");
        } else if (!AS_CAMEL_READS_IT.matcher(given("poller.interval")).matches()) {
            lines.add("POLLER_INTERVAL" + shown("poller.interval") + " must be a duration such as 500ms, 10s or 1m");
        }
        if (settings.routesReloadInterval().compareTo(SHORTEST_LOOK) < 0
                || settings.routesReloadInterval().compareTo(LONGEST_INTERVAL) > 0) {
            lines.add("POLLER_ROUTES_RELOAD_INTERVAL" + shown("poller.routes-reload-interval")
                    + " must be from 100ms to 1h");
        }
        int endpoints = endpoints(settings);
        if (endpoints > 0 && settings.rpcQuorum() > endpoints) {
            lines.add("POLLER_RPC_QUORUM" + shown("poller.rpc-quorum") + " must be at most the number of endpoints in"
                    + " POLLER_RPC_URL, which names " + endpoints);
        }
        checkHealth(settings.health());
        PollerSettings.Database database = settings.database();
        Duration budget = settings.node().windowBudget();
        requireWithin(
                "poller.node.connect-timeout",
                settings.node().connectTimeout(),
                Duration.ofMillis(1),
                "from 1ms to 1d");
        requireWithin(
                "poller.node.read-timeout", settings.node().readTimeout(), Duration.ofMillis(1), "from 1ms to 1d");
        requireWithin("poller.node.window-budget", budget, SHORTEST_BUDGET, "from 100ms to 1d");
        requireWithin(
                "poller.database.idle-in-transaction-timeout",
                database.idleInTransactionTimeout(),
                Duration.ZERO,
                "at most 1d");
        requireWithin("poller.database.socket-timeout", database.socketTimeout(), Duration.ZERO, "at most 1d");
        DataSize answer = settings.node().maxAnswerSize();
        if (answer.compareTo(DataSize.ofKilobytes(64)) < 0 || answer.compareTo(DataSize.ofGigabytes(1)) > 0) {
            lines.add(
                    "POLLER_NODE_MAX_ANSWER_SIZE" + shown("poller.node.max-answer-size") + " must be from 64KB to 1GB");
        }
        requireShorter("poller.node.window-budget", budget, "poller.database.lock-timeout", database.lockTimeout());
        requireShorter(
                "poller.database.lock-timeout",
                database.lockTimeout(),
                "poller.database.statement-timeout",
                database.statementTimeout());
        requireShorter(
                "poller.node.window-budget",
                budget,
                "poller.database.idle-in-transaction-timeout",
                database.idleInTransactionTimeout());
        requireShorter(
                "poller.database.statement-timeout",
                database.statementTimeout(),
                "poller.database.socket-timeout",
                database.socketTimeout());
    }

    private void checkHealth(PollerSettings.Health health) {
        requireWithin("poller.health.stale-at-least", health.staleAtLeast(), SHORTEST_LIMIT, "from 1s to 1d");
        if (health.maxLag() != null && health.maxLag().compareTo(SHORTEST_LIMIT) < 0) {
            lines.add("POLLER_HEALTH_MAX_LAG" + shown("poller.health.max-lag") + " must be 1s or more, or left out");
        }
    }

    /** Beyond these, HTTP client and database overflow, or take the wait for one without an end. */
    private void requireWithin(String name, Duration duration, Duration shortest, String range) {
        if (duration.compareTo(shortest) < 0 || duration.compareTo(LONGEST_WAIT) > 0) {
            lines.add(variable(name) + shown(name) + " must be " + range);
        }
    }

    private void requireShorter(String shortName, Duration shorter, String longName, Duration longer) {
        if (shorter.compareTo(longer) >= 0) {
            lines.add(variable(shortName) + shown(shortName) + " must be less than " + variable(longName)
                    + shown(longName));
        }
    }

    private static String expected(Class<?> type) {
        if (type == Duration.class) {
            return "must be a duration such as 500ms, 10s or 1m";
        }
        if (type == DataSize.class) {
            return "must be a size such as 128MB";
        }
        if (type == boolean.class) {
            return "must be true or false";
        }
        return "must be a whole number";
    }

    /** The value as it was given; nothing for what may carry a secret or is not set. */
    private String shown(String name) {
        return Optional.ofNullable(rawValue(name))
                .filter(value -> !value.isBlank() && !SECRET.contains(name))
                .map(value -> " is '" + printable(value) + "'" + blankAtAnEnd(value) + ":")
                .orElse("");
    }

    /** The value, empty where none is set; unlike the environment, the binder leaves a placeholder without a value as it is. */
    private String given(String name) {
        return Optional.ofNullable(rawValue(name)).orElse("");
    }

    private @Nullable String rawValue(String name) {
        return binder.bind(name, Bindable.of(String.class)).orElse(null);
    }

    private static String printable(String value) {
        String line = NodeText.clean(value);
        return line.length() > 80 ? line.substring(0, 80) + "..." : line;
    }

    private static String blankAtAnEnd(String value) {
        return value.equals(value.strip()) ? "" : " with a blank at an end";
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static String kebabCase(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
