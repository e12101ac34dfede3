package org.paymentpoller.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final String HASH = "0x" + "ab".repeat(32);

    private final Map<String, @Nullable Object> row = new HashMap<>();

    CursorTest() {
        row.put("id", "payment-poller");
        row.put("chain_id", null);
        row.put("contract_address", "0xc0");
        row.put("topic0", "0xf0");
        row.put("start_block", 100L);
        row.put("last_processed_block", 99L);
        row.put("hash_block", null);
        row.put("last_processed_hash", null);
        row.put("paused", null);
    }

    @Test
    void aSeededRowHasNoHashAndHasNotAdvanced() {
        Cursor cursor = Cursor.of(row);

        assertThat(cursor.id()).isEqualTo("payment-poller");
        assertThat(cursor.chainId()).isEmpty();
        assertThat(cursor.contract()).isEqualTo("0xc0");
        assertThat(cursor.topic0()).isEqualTo("0xf0");
        assertThat(cursor.startBlock()).isEqualTo(100);
        assertThat(cursor.lastProcessedBlock()).isEqualTo(99);
        assertThat(cursor.expectedHash()).isEmpty();
        assertThat(cursor.hasAdvanced()).isFalse();
        assertThat(cursor.wasMoved()).isFalse();
        assertThat(cursor.paused()).isEmpty();
    }

    @Test
    void aPausedRowSaysWhy() {
        row.put("paused", "the bank is closed");

        assertThat(Cursor.of(row).paused()).contains("the bank is closed");
    }

    @Test
    void theHashCountsForItsOwnBlock() {
        record(150, 150);

        Cursor cursor = Cursor.of(row);

        assertThat(cursor.expectedHash()).contains(HASH);
        assertThat(cursor.hasAdvanced()).isTrue();
        assertThat(cursor.wasMoved()).isFalse();
    }

    @Test
    void theHashDoesNotCountForTheBlockThatAnOperatorMovedTheCursorTo() {
        record(120, 150);

        Cursor cursor = Cursor.of(row);

        assertThat(cursor.expectedHash()).isEmpty();
        assertThat(cursor.hasAdvanced()).isTrue();
        assertThat(cursor.wasMoved()).isTrue();
    }

    @Test
    void blocksBeyondTheCacheOfSmallNumbersAreComparedByValue() {
        record(9_000_000_000L, 9_000_000_000L);

        assertThat(Cursor.of(row).expectedHash()).contains(HASH);
    }

    @Test
    void aNumberMayComeInAnyType() {
        row.put("chain_id", 31337);
        row.put("last_processed_block", new BigDecimal("99"));

        assertThat(Cursor.of(row).chainId()).contains(31337L);
        assertThat(Cursor.of(row).lastProcessedBlock()).isEqualTo(99);
    }

    @Test
    void aPollThatFoundNoMoreBlocksIsReadWithItsAge() {
        row.put("caught_up_block", 99L);
        row.put("caught_up_by", "one");
        row.put("caught_up_millis_ago", 250L);

        assertThat(Cursor.of(row).caughtUp()).contains(new Cursor.CaughtUp("one", 99, Duration.ofMillis(250)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"caught_up_block", "caught_up_by", "caught_up_millis_ago"})
    void aPollOfWhichAColumnWasEmptiedByHandIsNone(String column) {
        row.put("caught_up_block", 99L);
        row.put("caught_up_by", "one");
        row.put("caught_up_millis_ago", 250L);

        row.put(column, null);

        assertThat(Cursor.of(row).caughtUp()).isEmpty();
    }

    @Test
    void beforeAnyReplicaHasCaughtUpNoneHas() {
        assertThat(Cursor.of(row).caughtUp()).isEmpty();
    }

    @Test
    void aColumnThatIsMissingIsNamed() {
        row.remove("last_processed_block");

        assertThatNullPointerException().isThrownBy(() -> Cursor.of(row)).withMessage("last_processed_block");
    }

    private void record(long lastProcessedBlock, long hashBlock) {
        row.put("last_processed_block", lastProcessedBlock);
        row.put("hash_block", hashBlock);
        row.put("last_processed_hash", HASH);
    }
}
