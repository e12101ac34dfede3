package org.paymentpoller.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.paymentpoller.fixture.ProjectFiles;

/** Whoever is told by an alert finds what to do. */
class RunbooksTest {

    private static final String PAGE = "docs/operations.md";
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern LINK = Pattern.compile("]\\(#([^)]+)\\)");

    @Test
    void everyAlertHasARunbookAndEveryRunbookItsAlert() throws IOException {
        List<String> runbooks = found(HEADING).stream()
                .filter(heading -> heading.startsWith("PaymentPoller"))
                .toList();
        assertThat(ObservabilityFiles.alerts().stream().map(Alert::name))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(runbooks);
    }

    @Test
    void everyAlertSaysHowSevereItIsWhatItMeansAndWhereItsRunbookIs() {
        assertThat(ObservabilityFiles.alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.severity()).isIn("critical", "warning");
            assertThat(alert.summary()).isNotBlank();
            assertThat(alert.description()).isNotBlank();
            assertThat(alert.runbook()).isEqualTo(PAGE + "#" + anchor(alert.name()));
        });
    }

    @Test
    void everyLinkInsideThePageLeadsToAHeading() throws IOException {
        Set<String> anchors = found(HEADING).stream().map(RunbooksTest::anchor).collect(Collectors.toSet());
        assertThat(found(LINK)).isNotEmpty().allSatisfy(link -> assertThat(anchors)
                .contains(link));
    }

    private static List<String> found(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(ProjectFiles.of(PAGE)))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    /** As GitHub makes it of a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-');
    }
}
