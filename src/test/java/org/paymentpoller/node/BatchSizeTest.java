package org.paymentpoller.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchSizeTest {

    private final BatchSize size = new BatchSize();

    @Test
    void aThousandQuestionsGoInOneRequestAtFirst() {
        assertThat(size.most()).isEqualTo(1000);
    }

    @Test
    void aNamedLimitIsKept() {
        size.refused(68, OptionalInt.of(50));

        assertThat(size.most()).isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(ints = {68, 100, 0, -1})
    void aNamedLimitThatWouldNotHelpMeansHalf(int named) {
        size.refused(68, OptionalInt.of(named));

        assertThat(size.most()).isEqualTo(34);
    }

    @Test
    void withoutANamedLimitItIsHalvedDownToSingleCallsAndNoFurther() {
        size.refused(5, OptionalInt.empty());
        assertThat(size.most()).isEqualTo(2);
        size.refused(2, OptionalInt.empty());
        assertThat(size.most()).isOne();
        size.refused(1, OptionalInt.empty());
        assertThat(size.most()).isOne();
    }

    @Test
    void aLargerOneIsTriedAfterManyRequestsThatWentWell() {
        size.refused(100, OptionalInt.of(40));
        serve(199);
        assertThat(size.most()).isEqualTo(40);
        serve(1);
        assertThat(size.most()).isEqualTo(80);
    }

    @Test
    void aRefusalBeginsTheCountAnew() {
        size.refused(100, OptionalInt.of(40));
        serve(199);
        size.refused(40, OptionalInt.of(30));
        serve(199);

        assertThat(size.most()).isEqualTo(30);
    }

    @Test
    void itNeverGrowsBeyondWhereItBegan() {
        size.refused(1000, OptionalInt.of(600));
        serve(1000);

        assertThat(size.most()).isEqualTo(1000);
    }

    @Test
    void refusalsOfEverySizeAreForgotten() {
        size.refused(8, OptionalInt.of(4));
        size.served(1);
        size.refused(4, OptionalInt.empty());
        size.refused(2, OptionalInt.empty());
        size.failed();

        assertThat(size.most()).isEqualTo(4);
    }

    @Test
    void aFailureAfterASmallerRequestWasServedForgetsNothing() {
        size.refused(8, OptionalInt.of(4));
        size.served(1);
        size.failed();

        assertThat(size.most()).isEqualTo(4);
    }

    @Test
    void whatWasServedInPartsOnceMayHaveBeenAMomentsFailure() {
        size.servedInParts(67, 33);

        assertThat(size.most()).isEqualTo(1000);
    }

    @Test
    void whatWasServedInPartsTwiceIsALimit() {
        size.servedInParts(67, 33);
        size.served(66);
        size.servedInParts(67, 33);

        assertThat(size.most()).isEqualTo(33);
    }

    @Test
    void aRequestAsLargeThatIsServedEndsTheSuspicion() {
        size.servedInParts(67, 33);
        size.served(67);
        size.servedInParts(67, 33);

        assertThat(size.most()).isEqualTo(1000);
    }

    @Test
    void aSuspicionThatCameTrueOutlivesTheProbeOfALargerOne() {
        size.servedInParts(2, 1);
        size.servedInParts(4, 1);
        serve(200);
        assertThat(size.most()).isEqualTo(2);
        size.servedInParts(2, 1);

        assertThat(size.most()).isOne();
    }

    private void serve(int requests) {
        for (int i = 0; i < requests; i++) {
            size.served(1);
        }
    }
}
