package org.paymentpoller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.paymentpoller.chain.TestChain;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.poll.CursorColumns;
import org.paymentpoller.poll.RecordColumns;
import org.paymentpoller.poll.RecordedTransactions;
import org.springframework.context.annotation.Bean;
import org.yaml.snakeyaml.Yaml;

/** The routes as operators read and edit them. */
class RoutesTest {

    private static final Path FOLDER =
            Path.of(System.getProperty("basedir", "")).resolve("routes").toAbsolutePath();

    /** The steps of the design in the order in which they are taken, a called route's in the place of the call. */
    private static final List<String> STEPS_THAT_MATTER = List.of(
            "tick",
            "until-caught-up",
            "window-transaction",
            "lock-cursor",
            "safe-head",
            "choose-window",
            "fetch-logs",
            "check-window",
            "split-burns",
            "skip-known",
            "record",
            "advance-cursor");

    private static final Pattern BEAN = Pattern.compile("#([A-Za-z]\\w*)");
    private static final Pattern PARAMETER = Pattern.compile(":#(\\w+)");
    private static final Pattern SQL_FILE = Pattern.compile("sql:classpath:(sql/\\S+)");

    private static final Map<String, Object> END =
            new CursorColumns().of(new BlockWindow(1, 1), TestChain.answer(new BlockWindow(1, 1)));

    private final List<Path> files = files();
    private final List<Step> steps = files.stream().flatMap(RoutesTest::steps).toList();

    /** A node of a route that Camel gives an id, in the order of the files. */
    private record Step(String kind, Map<?, ?> fields) {

        @Nullable
        String text(String field) {
            Object value = fields.get(field);
            return value == null ? null : value.toString();
        }

        String id() {
            return String.valueOf(fields.get("id"));
        }
    }

    @Test
    void thereAreRoutes() {
        assertThat(files).isNotEmpty();
        assertThat(steps).extracting(Step::kind).contains("route", "from", "split", "transacted");
    }

    @Test
    void filesAreNamedInKebabCase() {
        assertThat(files).allSatisfy(file -> assertThat(file.getFileName().toString())
                .matches("[a-z0-9]+(-[a-z0-9]+)*\\.camel\\.yaml"));
    }

    @Test
    void everyStepHasAnIdInKebabCase() {
        assertThat(steps).allSatisfy(step -> assertThat(step.text("id"))
                .as(step.toString())
                .isNotNull()
                .matches("[a-z0-9]+(-[a-z0-9]+)*"));
    }

    @Test
    void noIdIsGivenTwice() {
        assertThat(steps).extracting(Step::id).doesNotHaveDuplicates();
    }

    @Test
    void everyRouteHasADescription() {
        assertThat(steps)
                .filteredOn(step -> step.kind().equals("route"))
                .isNotEmpty()
                .allSatisfy(step ->
                        assertThat(step.text("description")).as(step.id()).isNotBlank());
    }

    /** Hawtio 5.2.0 can draw no diagram that has anything before a route's from, as an error handler of its own would be. */
    @Test
    void everyRouteOnlyNamesItsErrorHandler() {
        assertThat(steps)
                .filteredOn(step -> step.kind().equals("route"))
                .isNotEmpty()
                .allSatisfy(step -> assertThat(step.fields().containsKey("errorHandler"))
                        .as(step.id())
                        .isFalse());
    }

    @Test
    void theStepsThatMatterAreThereInTheirOrderAndHaveADescription() {
        List<Step> found = asTaken("timer:payment-poller")
                .filter(step -> STEPS_THAT_MATTER.contains(step.id()))
                .toList();

        assertThat(found).extracting(Step::id).containsExactlyElementsOf(STEPS_THAT_MATTER);
        assertThat(found)
                .allSatisfy(step ->
                        assertThat(step.text("description")).as(step.id()).isNotBlank());
    }

    @Test
    void aTransactionIsTheOnlyChildOfItsRoute() {
        List<Step> transactional = steps.stream()
                .filter(step -> step.kind().equals("from"))
                .filter(step -> children(step).stream().anyMatch(child -> child.containsKey("transacted")))
                .toList();

        assertThat(transactional)
                .isNotEmpty()
                .allSatisfy(step -> assertThat(children(step)).as(step.id()).hasSize(1));
        assertThat(steps).filteredOn(step -> step.kind().equals("transacted")).hasSameSizeAs(transactional);
    }

    @Test
    void everyBeanThatIsNamedIsThere() {
        Set<String> beans = Stream.of(PaymentPollerBeans.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Bean.class))
                .map(Method::getName)
                .collect(Collectors.toSet());
        Set<String> named = new TreeSet<>();
        for (Path file : files) {
            walk(yaml(file), (key, value) -> {
                if (key.equals("ref") || key.equals("errorHandlerRef")) {
                    named.add(
                            value instanceof Map<?, ?> language
                                    ? String.valueOf(language.get("expression"))
                                    : value.toString());
                } else if (value instanceof String text && text.startsWith("#")) {
                    Matcher matcher = BEAN.matcher(text);
                    assertThat(matcher.matches()).as(text).isTrue();
                    named.add(matcher.group(1));
                }
            });
        }

        assertThat(named)
                .contains(
                        "rollBackAndThrow",
                        "throwToTransaction",
                        "chooseWindow",
                        "checkWindow",
                        "recordedTransactions",
                        "collectNew",
                        "pollFailures");
        assertThat(beans).containsAll(named);
    }

    @Test
    void everyStatementThatIsNamedIsThere() {
        assertThat(statements()).isNotEmpty().allSatisfy(name -> assertThat(
                        getClass().getClassLoader().getResource(name))
                .as(name)
                .isNotNull());
    }

    @Test
    void everyParameterOfAStatementIsGiven() throws IOException {
        Set<String> given =
                new LinkedHashSet<>(new RecordColumns().of(List.of()).keySet());
        given.addAll(named("setVariable", "variables"));
        given.addAll(new RecordedTransactions()
                .asked(new BlockWindow(1, 2), List.of())
                .keySet());
        given.addAll(END.keySet());

        for (String name : statements()) {
            assertThat(given).as(name).containsAll(parameters(name));
        }
    }

    /** camel-sql looks among the headers first, whatever their case: TO_BLOCK would win over a variable to_block. */
    @Test
    void noHeaderTakesTheNameOfAParameter() throws IOException {
        Set<String> headers = named("setHeader", "headers").stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        assertThat(headers).contains("from_block", "to_block", "at_block");
        for (String statement : statements()) {
            assertThat(parameters(statement)).as(statement).doesNotContainAnyElementsOf(headers);
        }
    }

    /** What the steps of a kind set, one at a time or several in one step. */
    private Set<String> named(String kind, String several) {
        return steps.stream()
                .flatMap(step -> step.kind().equals(kind)
                        ? Stream.of(step.fields())
                        : step.kind().equals(kind + "s")
                                ? list(step.fields().get(several)).stream().map(each -> (Map<?, ?>) each)
                                : Stream.empty())
                .map(set -> String.valueOf(set.get("name")))
                .collect(Collectors.toSet());
    }

    @Test
    void theStatementThatRecordsTakesEveryColumnThatIsMadeForIt() throws IOException {
        Set<String> given = new TreeSet<>(new RecordColumns().of(List.of()).keySet());
        given.add("cursor_id");

        assertThat(parameters("sql/record.sql")).containsExactlyInAnyOrderElementsOf(given);
    }

    @Test
    void aSplitStopsAtItsFirstFailure() {
        assertThat(steps)
                .filteredOn(step -> step.kind().equals("split"))
                .isNotEmpty()
                .allSatisfy(step ->
                        assertThat(step.text("stopOnException")).as(step.id()).isEqualTo("true"));
    }

    @Test
    void noFailureIsSwallowedAndNothingRunsBesideTheTransaction() {
        for (Path file : files) {
            walk(yaml(file), (key, value) -> {
                assertThat(key)
                        .as(file.toString())
                        .isNotIn(
                                "handled",
                                "continued",
                                "doCatch",
                                "doTry",
                                "parallelProcessing",
                                "threads",
                                "wireTap",
                                "ignoreInvalidEndpoint",
                                "executorService");
                if (key.equals("transacted")) {
                    walk(value, (field, inside) -> {
                        if (field.equals("uri")) {
                            assertThat(inside.toString())
                                    .as(file.toString())
                                    .doesNotStartWith("seda:")
                                    .doesNotStartWith("disruptor:");
                        }
                    });
                }
            });
        }
    }

    /** Whoever listens, and however slowly, the poller neither waits nor fails nor keeps more than so many windows for him. */
    @Test
    void whatIsSentAfterTheCommitCannotHoldThePoller() {
        assertThat(steps)
                .filteredOn(step -> String.valueOf(step.text("uri")).startsWith("seda:"))
                .singleElement()
                .satisfies(step -> assertThat(step.fields().get("parameters"))
                        .isEqualTo(Map.of(
                                "size",
                                100,
                                "discardIfNoConsumers",
                                true,
                                "discardWhenFull",
                                true,
                                "waitForTaskToComplete",
                                "Never")));
    }

    @Test
    void noClassIsNamedAndNoSecretIsHeld() throws IOException {
        for (Path file : files) {
            assertThat(Files.readString(file))
                    .as(file.toString())
                    .doesNotContain("org.paymentpoller", "#class:", "#type:")
                    .doesNotContainIgnoringCase("secret")
                    .doesNotContainPattern("https?://")
                    .doesNotContainPattern("jdbc:");
            walk(yaml(file), (key, value) -> assertThat(key.toLowerCase(Locale.ROOT))
                    .as(file.toString())
                    .doesNotContain("password", "token", "credential", "apikey", "secret"));
        }
    }

    @Test
    void thereIsNoScriptBeyondReadingAVariableOrAHeader() {
        for (Path file : files) {
            walk(yaml(file), (key, value) -> assertThat(key)
                    .as(file.toString())
                    .isNotIn("groovy", "js", "javascript", "mvel", "ognl", "spel", "python", "java", "joor", "script"));
        }
    }

    private static List<Path> files() {
        try (Stream<Path> found = Files.list(FOLDER)) {
            return found.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<String> statements() {
        Set<String> names = new LinkedHashSet<>();
        for (Path file : files) {
            walk(yaml(file), (key, value) -> {
                if (key.equals("uri") && value.toString().startsWith("sql:")) {
                    Matcher matcher = SQL_FILE.matcher(value.toString());
                    assertThat(matcher.matches()).as(value.toString()).isTrue();
                    names.add(matcher.group(1));
                }
            });
        }
        return names;
    }

    private static Set<String> parameters(String statement) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(RoutesTest.class.getClassLoader().getResourceAsStream(statement), statement)) {
            return PARAMETER
                    .matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Stream<Step> steps(Path file) {
        List<Step> found = new ArrayList<>();
        for (Object entry : list(yaml(file))) {
            addStep((Map<?, ?>) entry, found);
        }
        return found.stream();
    }

    private static void addStep(Map<?, ?> entry, List<Step> found) {
        entry.forEach((kind, value) -> {
            assertThat(value).as("the long form of " + kind).isInstanceOf(Map.class);
            Map<?, ?> fields = (Map<?, ?>) value;
            found.add(new Step(kind.toString(), fields));
            if (fields.get("from") instanceof Map<?, ?> from) {
                addStep(Map.of("from", from), found);
            }
            if (fields.get("steps") != null) {
                list(fields.get("steps")).forEach(step -> addStep((Map<?, ?>) step, found));
            }
        });
    }

    private Stream<Step> asTaken(String uri) {
        List<Step> taken = new ArrayList<>();
        for (Object route :
                files.stream().flatMap(file -> list(yaml(file)).stream()).toList()) {
            Object from = ((Map<?, ?>) Objects.requireNonNull(((Map<?, ?>) route).get("route"))).get("from");
            if (uri.equals(((Map<?, ?>) Objects.requireNonNull(from)).get("uri"))) {
                addStep(Map.of("from", from), taken);
            }
        }
        assertThat(taken).as("a route from " + uri).isNotEmpty();
        return taken.stream()
                .flatMap(step -> step.kind().equals("to")
                                && String.valueOf(step.text("uri")).startsWith("direct:")
                        ? Stream.concat(Stream.of(step), asTaken(String.valueOf(step.text("uri"))))
                        : Stream.of(step));
    }

    private static List<Map<?, ?>> children(Step from) {
        List<Map<?, ?>> children = new ArrayList<>();
        list(from.fields().get("steps")).forEach(child -> children.add((Map<?, ?>) child));
        return children;
    }

    private static Object yaml(Path file) {
        try {
            return new Yaml().load(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<?> list(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }

    private interface Visitor {
        void see(String key, Object value);
    }

    private static void walk(@Nullable Object node, Visitor visitor) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                visitor.see(key.toString(), value);
                walk(value, visitor);
            });
        } else if (node instanceof List<?> list) {
            list.forEach(element -> walk(element, visitor));
        }
    }
}
