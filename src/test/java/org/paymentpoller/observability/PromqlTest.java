package org.paymentpoller.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromqlTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            quoteCharacter = '\0',
            value = {
                "up -> up",
                "sum by (watch) (rate(a_total[5m])) / sum(b) without (c) -> a_total b",
                "time() - a > on (watch) group_left (x, y) clamp_min(6 * max by (w) (b), 120) -> a b",
                "a and on (w) b unless ignoring (v) c or vector(1) -> a b c",
                "max_over_time(watch:a:max[1h:5m] offset 10m) -> watch:a:max",
                "a{x=~\"b|c\", y!=\"d e{f}\"} == bool 1e3 -> a",
                "rate(a[$__rate_interval]) * $factor + ${other} -> a",
                "a == group_left () b -> a b",
                "1 + 0.5 + inf -> ''",
                "histogram_quantile(0.95, sum by (le) (rate(a_bucket{w=~\"$w\"}[5m]))) -> a_bucket"
            })
    void metricsAreFoundAmongFunctionsLabelsAndNumbers(String expression, String metrics) {
        assertThat(Promql.selectors(expression).stream().map(Selector::metric))
                .containsExactly(metrics.equals("''") ? new String[0] : metrics.split(" "));
    }

    @Test
    void commentsAndStringsHoldNone() {
        assertThat(Promql.selectors("""
                # not_this
                label_replace(a, "b", `c`, 'd', "e \\" f")
                """)).extracting(Selector::metric).containsExactly("a");
    }

    @Test
    void labelsAreThoseAskedForAndValuesThoseThatMustBeThere() {
        assertThat(Promql.selectors("a{b=\"c\", d!=\"e\", f=~\"g|h\", i!~\"j\", k=~\"$l\", m=~\"n.*\", o=\"$p\"}"))
                .containsExactly(new Selector(
                        "a",
                        Set.of("b", "d", "f", "i", "k", "m", "o"),
                        Map.of("b", Set.of("c"), "f", Set.of("g", "h"))));
    }

    @Test
    void aSelectorWithoutANameIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Promql.selectors("sum({__name__=~\"a.*\"})"))
                .withMessageStartingWith("a selector without a name in sum (");
    }
}
