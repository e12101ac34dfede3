package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paymentpoller.chain.TestChain.head;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.chain.Finality;
import org.paymentpoller.chain.KnownChain;
import org.paymentpoller.cursor.Cursor;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.Endpoints;
import org.paymentpoller.node.NodeException;

class ChooseWindowPropertiesTest {

    private static final long FIRST = TestWatch.IDENTITY.startBlock();

    /** More than all heads together have blocks. */
    private static final int MANY_WINDOWS = 20_000;

    @Property(tries = 100)
    void oneWindowAfterAnotherReadsEveryBlockUpToTheSafeHeadOnce(
            @ForAll @Size(min = 1, max = 6) List<@LongRange(min = 0, max = 2_000) Long> heads,
            @ForAll @IntRange(min = 0, max = 100) int confirmations,
            @ForAll @LongRange(min = 1, max = 60) long served)
            throws NodeException {
        Endpoints endpoints = TestWatch.endpoints();
        endpoints.all().get(0).width().limitedByBlocks(served);
        ChooseWindow chooseWindow = new ChooseWindow(
                TestWatch.IDENTITY,
                new KnownChain(),
                Finality.parse(String.valueOf(confirmations)),
                endpoints,
                TestWatch.status(),
                TestWatch.cursorsBlock());
        Cursor cursor = TestWatch.seeded();
        long highest = FIRST - 1;

        for (long head : heads) {
            int windows = 0;
            @Nullable BlockWindow window = chooseWindow.next(cursor, head(head));
            while (window != null) {
                assertThat(window.from()).isEqualTo(cursor.lastProcessedBlock() + 1);
                assertThat(window.to()).isLessThanOrEqualTo(head - confirmations);
                assertThat(window.blocks()).isLessThanOrEqualTo(Math.min(50, served));
                assertThat(++windows).isLessThan(MANY_WINDOWS);
                cursor = TestWatch.at(window.to());
                window = chooseWindow.next(cursor, head(head));
            }
            highest = Math.max(highest, head - confirmations);
            assertThat(cursor.lastProcessedBlock()).isEqualTo(highest);
        }
    }
}
