package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.paymentpoller.chain.TestChain.blockHash;
import static org.paymentpoller.chain.TestChain.txHash;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paymentpoller.chain.TestChain;
import org.paymentpoller.ledger.BurnTransaction;

class RecordColumnsTest {

    private final RecordColumns recordColumns = new RecordColumns();

    private final List<BurnTransaction> transactions =
            List.of(TestWatch.transaction(1, 7, 0, 9), TestWatch.transaction(2, 0));

    @Test
    void burnsAndRejectedEventsStandInColumnsOfTheirOwn() {
        Map<String, Object> columns = recordColumns.of(transactions);

        assertThat(columns.get("payment_tx_hash")).isEqualTo(new String[] {txHash(1), txHash(1)});
        assertThat(columns.get("payment_burn_index")).isEqualTo(new Integer[] {0, 2});
        assertThat(columns.get("payment_log_index")).isEqualTo(new Long[] {5L, 7L});
        assertThat(columns.get("payment_block_number")).isEqualTo(new Long[] {150L, 150L});
        assertThat(columns.get("payment_block_hash")).isEqualTo(new String[] {blockHash(150), blockHash(150)});
        assertThat(columns.get("payment_from_address")).isEqualTo(new String[] {TestChain.ACCOUNT, TestChain.ACCOUNT});
        assertThat(columns.get("payment_amount")).isEqualTo(new String[] {"7", "9"});
        assertThat(columns.get("payment_digest")).isEqualTo(new String[] {TestChain.DIGEST, TestChain.DIGEST});
        assertThat(columns.get("payment_burned_at"))
                .isEqualTo(new String[] {"2023-11-14 22:13:20Z", "2023-11-14 22:13:20Z"});
        assertThat(columns.get("rejected_tx_hash")).isEqualTo(new String[] {txHash(1), txHash(2)});
        assertThat(columns.get("rejected_burn_index")).isEqualTo(new Integer[] {1, 0});
        assertThat(columns.get("rejected_log_index")).isEqualTo(new Long[] {6L, 5L});
        assertThat(columns.get("rejected_block_number")).isEqualTo(new Long[] {150L, 150L});
        assertThat(columns.get("rejected_block_hash")).isEqualTo(new String[] {blockHash(150), blockHash(150)});
        assertThat(columns.get("rejected_reason")).isEqualTo(new String[] {"its amount is zero", "its amount is zero"});
        assertThat(columns.get("rejected_raw")).isEqualTo(new String[] {"{\"data\":\"0x\"}", "{\"data\":\"0x\"}"});
    }

    @Test
    void nothingNewIsAnEmptyArrayInEveryColumn() {
        assertThat(recordColumns.of(List.of())).hasSize(16).allSatisfy((name, column) -> assertThat((Object[]) column)
                .as(name)
                .isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 1970-01-01 00:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31 23:59:59Z",
        "+10000-01-01T00:00:00Z, 10000-01-01 00:00:00Z",
        "+294276-12-31T23:59:59Z, 294276-12-31 23:59:59Z",
    })
    void aTimestampIsWrittenAsPostgresqlReadsIt(Instant instant, String text) {
        assertThat(RecordColumns.timestamp(instant)).isEqualTo(text);
    }
}
