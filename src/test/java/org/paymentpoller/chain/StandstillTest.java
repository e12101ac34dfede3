package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StandstillTest {

    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);
    private final Standstill standstill = new Standstill(nanoTime::get);

    @Test
    void aHeadThatRisesIsNone() {
        for (long head = 0; head < 5; head++) {
            pass(Standstill.PATIENCE.minusNanos(1));
            assertThat(standstill.isLong()).isFalse();
            assertThat(standstill.isEndedBy(head)).isTrue();
            standstill.told(head);
        }
    }

    @Test
    void aHeadThatStaysIsOneAfterAWhile() {
        standstill.told(7);
        pass(Duration.ofSeconds(5));
        standstill.told(7);
        assertThat(standstill.isLong()).isFalse();
        pass(Duration.ofSeconds(5));

        assertThat(standstill.isLong()).isTrue();
        assertThat(standstill.isEndedBy(7)).isFalse();
        assertThat(standstill.isEndedBy(8)).isTrue();
    }

    @Test
    void aHeadThatFallsIsOneToo() {
        standstill.told(7);
        pass(Standstill.PATIENCE);
        standstill.told(6);

        assertThat(standstill.isEndedBy(7)).isFalse();
    }

    @Test
    void onceTheOthersHaveNoHigherHeadTheyAreLeftAloneForAWhile() {
        standstill.told(7);
        pass(Standstill.PATIENCE);
        standstill.told(7);

        assertThat(standstill.isLong()).isFalse();
        pass(Standstill.PATIENCE);
        assertThat(standstill.isLong()).isTrue();
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }
}
