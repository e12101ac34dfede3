package org.paymentpoller.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paymentpoller.ledger.BlockWindow;

class ServedWidthTest {

    private final ServedWidth width = new ServedWidth(1000);

    @Test
    void theConfiguredRangeIsAskedForAtFirst() {
        assertThat(width.blocks()).isEqualTo(1000);
        assertThat(width.narrow(new BlockWindow(5, 9_999))).isEqualTo(new BlockWindow(5, 1_004));
    }

    @Test
    void aWindowIsCutToItsBeginningAndNeverWidened() {
        width.limitedByBlocks(10);

        assertThat(width.narrow(new BlockWindow(5, 100))).isEqualTo(new BlockWindow(5, 14));
        assertThat(width.narrow(new BlockWindow(5, 7))).isEqualTo(new BlockWindow(5, 7));
    }

    @Test
    void aLimitNeverWidens() {
        width.limitedByBlocks(10);
        width.limitedByBlocks(500);
        width.limitedByResults(400);

        assertThat(width.blocks()).isEqualTo(10);
    }

    @Test
    void noLimitIsBelowOneBlock() {
        width.limitedByBlocks(0);
        assertThat(width.blocks()).isOne();
        width.limitedByResults(-3);
        assertThat(width.blocks()).isOne();
    }

    @Test
    void aWiderRangeIsTriedAfterManyWindowsWhereBlocksWereLimitedAndSoonWhereResultsWere() {
        width.limitedByBlocks(100);
        assertThat(windowsUntilWider()).isEqualTo(16);
        assertThat(width.blocks()).isEqualTo(200);

        ServedWidth crowded = new ServedWidth(1000);
        crowded.limitedByResults(100);
        assertThat(windowsUntilWider(crowded)).isEqualTo(2);
        assertThat(crowded.blocks()).isEqualTo(200);
    }

    @Test
    void aProbeThatIsRefusedDoublesThePatienceUpToItsBound() {
        List<Integer> patience = new ArrayList<>();
        for (int probe = 0; probe < 6; probe++) {
            width.limitedByBlocks(100);
            patience.add(windowsUntilWider());
        }

        assertThat(patience).containsExactly(16, 32, 64, 128, 256, 256);
    }

    @Test
    void aLimitOfResultsIsNeverTakenForOneOfBlocksForLong() {
        width.limitedByBlocks(100);
        width.limitedByBlocks(100);
        width.limitedByResults(50);

        assertThat(windowsUntilWider()).isEqualTo(8);
        List<Integer> patience = new ArrayList<>();
        for (int probe = 0; probe < 3; probe++) {
            width.limitedByResults(50);
            patience.add(windowsUntilWider());
        }
        assertThat(patience).containsExactly(8, 8, 8);
    }

    @Test
    void aRefusalBeginsTheCountAnew() {
        width.limitedByResults(100);
        serveFull(width);
        width.limitedByResults(100);

        assertThat(windowsUntilWider()).isEqualTo(4);
    }

    @Test
    void aNarrowerWindowSaysNothingAboutAWiderOne() {
        width.limitedByResults(100);
        for (int i = 0; i < 1000; i++) {
            width.served(new BlockWindow(1, 99));
        }

        assertThat(width.blocks()).isEqualTo(100);
    }

    @Test
    void theConfiguredRangeIsNeverExceeded() {
        width.limitedByResults(700);
        serveFull(width);
        serveFull(width);
        assertThat(width.blocks()).isEqualTo(1000);
        serveFull(width);
        serveFull(width);

        assertThat(width.blocks()).isEqualTo(1000);
    }

    @Test
    void patienceBeginsAnewOnceTheConfiguredRangeIsServed() {
        width.limitedByBlocks(500);
        assertThat(windowsUntilWider()).isEqualTo(16);
        assertThat(width.blocks()).isEqualTo(1000);
        width.limitedByResults(500);

        assertThat(windowsUntilWider()).isEqualTo(2);
    }

    private int windowsUntilWider() {
        return windowsUntilWider(width);
    }

    private static int windowsUntilWider(ServedWidth width) {
        long before = width.blocks();
        int windows = 0;
        while (width.blocks() == before && windows < 1000) {
            serveFull(width);
            windows++;
        }
        return windows;
    }

    private static void serveFull(ServedWidth width) {
        width.served(new BlockWindow(1, width.blocks()));
    }
}
