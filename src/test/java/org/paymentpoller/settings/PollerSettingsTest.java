package org.paymentpoller.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollerSettingsTest {

    @Test
    void aWatchIsStaleAfterSoManyIntervalsAndNeverBeforeTheFloor() {
        PollerSettings.Health health = new PollerSettings.Health(6, Duration.ofMinutes(2), null, null);

        assertThat(health.staleAfter(Duration.ofSeconds(10))).isEqualTo(Duration.ofMinutes(2));
        assertThat(health.staleAfter(Duration.ofMinutes(1))).isEqualTo(Duration.ofMinutes(6));
        assertThat(health.staleAfter(Duration.ofSeconds(20))).isEqualTo(Duration.ofMinutes(2));
    }
}
