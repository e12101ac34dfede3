package org.paymentpoller.operations;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.paymentpoller.cursor.SqlFile;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.ledger.WatchedEvent;
import org.paymentpoller.poll.RecordColumns;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The watch's rows in payments and rejected_events, orphaned ones included. */
final class RecordedEvents {

    private final JdbcClient jdbc;
    private final RecordColumns columns;
    private final String cursorId;

    RecordedEvents(JdbcClient jdbc, RecordColumns columns, String cursorId) {
        this.jdbc = jdbc;
        this.columns = columns;
        this.cursorId = cursorId;
    }

    /** What is recorded in these blocks, and of the events' transactions wherever that is. */
    List<RecordedEvent> in(BlockWindow blocks, List<WatchedEvent> events) {
        return find(blocks.from(), blocks.to(), events);
    }

    /** What is recorded of the events' transactions, wherever that is. */
    List<RecordedEvent> of(List<WatchedEvent> events) {
        return events.isEmpty() ? List.of() : find(0, -1, events);
    }

    /** Inserts what is not there and lets what is orphaned take its new place, by the poller's own statement. */
    void record(List<WatchedEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        jdbc.sql(SqlFile.read("record"))
                .params(columns.ofEvents(events))
                .param("cursor_id", cursorId)
                .query()
                .listOfRows();
    }

    /** Marks rows whose transaction the chain no longer has where they say. */
    void markOrphaned(List<RecordedEvent> rows) {
        jdbc.sql(SqlFile.read("mark-orphaned"))
                .param("payment_ids", ids(rows, RecordedEvent.Kind.PAYMENT))
                .param("rejected_ids", ids(rows, RecordedEvent.Kind.REJECTED_EVENT))
                .update();
    }

    private static Long[] ids(List<RecordedEvent> rows, RecordedEvent.Kind kind) {
        return rows.stream()
                .filter(row -> row.kind() == kind)
                .map(RecordedEvent::id)
                .toArray(Long[]::new);
    }

    private List<RecordedEvent> find(long from, long to, List<WatchedEvent> events) {
        return jdbc.sql(SqlFile.read("find-events"))
                .param("cursor_id", cursorId)
                .param("window_from", from)
                .param("window_to", to)
                .param(
                        "tx_hashes",
                        events.stream()
                                .map(event -> event.position().txHash())
                                .distinct()
                                .toArray(String[]::new))
                .query((row, number) -> event(row))
                .list();
    }

    private static RecordedEvent event(ResultSet row) throws SQLException {
        RecordedEvent.Kind kind = RecordedEvent.Kind.ofWords(row.getString("kind"));
        return new RecordedEvent(
                kind,
                row.getLong("id"),
                new EventKey(row.getString("tx_hash"), row.getInt("burn_index")),
                row.getLong("log_index"),
                row.getLong("block_number"),
                Optional.ofNullable(row.getString("block_hash")),
                kind == RecordedEvent.Kind.PAYMENT ? Optional.of(paid(row)) : Optional.empty(),
                row.getObject("orphaned_at") != null);
    }

    private static RecordedEvent.Paid paid(ResultSet row) throws SQLException {
        return new RecordedEvent.Paid(
                row.getString("from_address"),
                new BigInteger(row.getString("amount")),
                row.getString("digest"),
                row.getLong("burned_at"));
    }
}
