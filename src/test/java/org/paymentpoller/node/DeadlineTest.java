package org.paymentpoller.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    @Test
    void whatIsLeftIsNeverMoreThanTheBudget() {
        Deadline deadline = Deadline.in(Duration.ofMinutes(1));

        assertThat(deadline.remaining()).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(1));
        assertThat(deadline.budget()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aPauseAsLongAsTheRestLeavesNoTimeForAnAnswer() {
        Deadline deadline = Deadline.in(Duration.ofMinutes(1));

        assertThat(deadline.leaves(Duration.ofSeconds(30))).isTrue();
        assertThat(deadline.leaves(Duration.ofMinutes(1))).isFalse();
    }

    @Test
    void aPartIsOfWhatIsLeft() {
        Deadline part = Deadline.in(Duration.ofMinutes(1)).part(4);

        assertThat(part.budget()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(15));
        assertThat(Deadline.in(Duration.ofSeconds(-5)).part(1).remaining()).isZero();
    }

    @Test
    void whenItIsOverNothingIsLeftAndNeverLessThanThat() {
        Deadline over = Deadline.in(Duration.ofSeconds(-5));

        assertThat(over.remaining()).isZero();
        assertThat(over.leaves(Duration.ZERO)).isFalse();
    }
}
