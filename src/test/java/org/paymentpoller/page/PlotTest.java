package org.paymentpoller.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PlotTest {

    private static final Instant UNTIL = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void barsStandAtTheirTimesUnderAScaleOfRoundNumbers() {
        Plot plot = Plot.of(
                Period.HOUR,
                UNTIL,
                Map.of(UNTIL.minus(Duration.ofHours(1)), 1L, UNTIL.minus(Duration.ofMinutes(1)), 30L));

        assertThat(plot.top()).isEqualTo(40);
        assertThat(plot.total()).isEqualTo(31);
        assertThat(plot.bars()).hasSize(60);
        assertThat(plot.payments()).extracting(Plot.Bar::name).containsExactly("11:00", "11:59");
        assertThat(plot.payments()).extracting(Plot.Bar::height).containsExactly(2.5, 75.0);
        assertThat(Objects.requireNonNull(plot.busiest()).text()).isEqualTo("11:59: 30 payments");
        assertThat(plot.labels()).containsExactly("11:00", "11:15", "11:30", "11:45", "12:00");
    }

    @Test
    void noPaymentsMakeAnEmptyPlot() {
        Plot plot = Plot.of(Period.WEEK, UNTIL, Map.of());

        assertThat(plot.payments()).isEmpty();
        assertThat(plot.busiest()).isNull();
        assertThat(plot.top()).isEqualTo(2);
    }

    @Test
    void theShortestPeriodThatReachesTheFirstPaymentFits() {
        assertThat(Period.reaching(UNTIL.minusSeconds(3540), UNTIL, UNTIL)).isEqualTo(Period.HOUR);
        assertThat(Period.reaching(UNTIL.minusSeconds(3541), UNTIL, UNTIL)).isEqualTo(Period.DAY);
        assertThat(Period.reaching(Instant.EPOCH, UNTIL.minusSeconds(60), UNTIL))
                .isEqualTo(Period.DAY);
        assertThat(Period.reaching(Instant.EPOCH, UNTIL.minus(Duration.ofDays(2)), UNTIL))
                .isEqualTo(Period.WEEK);
    }

    @Test
    void aPeriodWhosePlotWouldShowNoneOfTheLastPaymentsDoesNotFit() {
        Instant now = Instant.parse("2026-03-01T10:30:00Z");
        Instant last = now.minus(Duration.ofHours(24)).plusSeconds(600);

        Period period = Period.reaching(Instant.EPOCH, last, now);

        assertThat(period).isEqualTo(Period.WEEK);
        assertThat(period.beginBefore(now)).isBefore(last);
    }

    @Test
    void aPeriodEndsAfterItsLastTime() {
        assertThat(Period.HOUR.endAfter(UNTIL)).isEqualTo(UNTIL.plusSeconds(60));
        assertThat(Period.WEEK.endAfter(UNTIL)).isEqualTo(Instant.parse("2026-03-02T00:00:00Z"));
    }
}
