package org.paymentpoller;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;

/** Who may know whom. */
@AnalyzeClasses(packages = "org.paymentpoller", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String CAMEL = "org.apache.camel..";
    private static final String SPRING = "org.springframework..";
    private static final String WEB3J = "org.web3j..";
    private static final String[] SQL = {"java.sql..", "javax.sql..", "org.springframework.jdbc.."};

    /** The command line names its own. */
    @ArchTest
    static final ArchRule componentsAreNamedByTheApplication = classes()
            .that()
            .areMetaAnnotatedWith(Component.class)
            .and()
            .resideOutsideOfPackages("org.paymentpoller", "org.paymentpoller.commandline")
            .should(ArchCondition.from(belongToAnyOf(
                    PaymentPollerApplication.class.getAnnotation(Import.class).value())));

    @ArchTest
    static final ArchRule ledgerKnowsNothingButItself = noClasses()
            .that()
            .resideInAPackage("..ledger..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(CAMEL, SPRING, WEB3J)
                    .or(resideInAPackage("org.paymentpoller..").and(not(resideInAPackage("..ledger..")))));

    @ArchTest
    static final ArchRule chainAndNodeKnowNoSqlAndNoCamel = noClasses()
            .that()
            .resideInAnyPackage("..chain..", "..node..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(SQL).or(resideInAnyPackage(CAMEL, SPRING)));

    @ArchTest
    static final ArchRule nodeKnowsItselfAndLedgerAlone = onlyOurs("node", "ledger");

    @ArchTest
    static final ArchRule chainKnowsNodeAndLedger = onlyOurs("chain", "node", "ledger");

    @ArchTest
    static final ArchRule cursorKnowsNoCamelAndNoNode = noClasses()
            .that()
            .resideInAPackage("..cursor..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(CAMEL, WEB3J));

    @ArchTest
    static final ArchRule cursorKnowsTheLedgerAlone = onlyOurs("cursor", "ledger");

    @ArchTest
    static final ArchRule pollPutsTogetherNodeChainCursorAndLedger =
            onlyOurs("poll", "node", "chain", "cursor", "ledger");

    @ArchTest
    static final ArchRule pollLeavesStatementsToTheRoutes = noClasses()
            .that()
            .resideInAPackage("..poll..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.springframework.jdbc.."));

    @ArchTest
    static final ArchRule operationsAreBuiltOfWhatAPollIsBuiltOf =
            onlyOurs("operations", "poll", "node", "chain", "cursor", "ledger");

    @ArchTest
    static final ArchRule theCommandLineOnlyOperates =
            onlyOurs("commandline", "operations", "database", "settings", "ledger");

    @ArchTest
    static final ArchRule healthLooksAtWatchAndEndpoints = onlyOurs("health", "cursor", "node", "ledger");

    @ArchTest
    static final ArchRule metricsListenToThoseWhoWork =
            onlyOurs("metrics", "poll", "node", "cursor", "ledger", "routes", "settings");

    @ArchTest
    static final ArchRule tracingListensToThoseWhoWork = onlyOurs("tracing", "poll", "node", "cursor", "ledger");

    @ArchTest
    static final ArchRule thoseWhoWorkDoNotKnowWhoMeasures = noClasses()
            .that()
            .resideInAnyPackage("..poll..", "..node..", "..chain..", "..cursor..", "..ledger..", "..routes..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.micrometer..", "io.opentelemetry.."));

    @ArchTest
    static final ArchRule historyKnowsTheCursorAlone = onlyOurs("history", "cursor");

    @ArchTest
    static final ArchRule theApiOnlyShowsHistory = onlyOurs("api", "history");

    @ArchTest
    static final ArchRule theApiLeavesStatementsToHistory =
            noClasses().that().resideInAPackage("..api..").should().dependOnClassesThat(resideInAnyPackage(SQL));

    @ArchTest
    static final ArchRule thePageShowsHistoryAndTheWatch = onlyOurs("page", "history", "cursor", "settings");

    @ArchTest
    static final ArchRule thePageLeavesStatementsToHistory =
            noClasses().that().resideInAPackage("..page..").should().dependOnClassesThat(resideInAnyPackage(SQL));

    @ArchTest
    static final ArchRule routesKnowTheirPlaceAndNotWhatRunsInThem = onlyOurs("routes", "settings", "start", "node");

    @ArchTest
    static final ArchRule settingsMayAskWhetherAUrlIsOne = onlyOurs("settings", "node");

    @ArchTest
    static final ArchRule noPackagesKnowEachOther =
            slices().matching("org.paymentpoller.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule namesSayWhatAClassIs =
            noClasses().should().haveNameMatching(".*(Util|Helper|Manager|Impl)[^.]*");

    @ArchTest
    static void everyPackageSaysWhatMayBeNull(JavaClasses all) {
        Stream<JavaPackage> ours = all.stream().map(type -> type.getPackage()).distinct();

        assertThat(ours).isNotEmpty().allSatisfy(one -> assertThat(one.isAnnotatedWith(NullMarked.class))
                .as(one.getName())
                .isTrue());
    }

    private static ArchRule onlyOurs(String one, String... others) {
        String[] allowed = Stream.concat(Stream.of(one), Stream.of(others))
                .map(name -> "org.paymentpoller." + name + "..")
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage("org.paymentpoller." + one + "..")
                .should()
                .onlyDependOnClassesThat(
                        not(resideInAPackage("org.paymentpoller..")).or(resideInAnyPackage(allowed)));
    }
}
