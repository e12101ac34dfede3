package org.paymentpoller.poll;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.paymentpoller.ledger.Burn;
import org.paymentpoller.ledger.BurnTransaction;
import org.paymentpoller.ledger.RejectedEvent;
import org.paymentpoller.ledger.WatchedEvent;

/** {@code to-columns}: what {@code sql/record.sql} takes, an array a column. */
public class RecordColumns {

    /** PostgreSQL writes years above 9999 without a sign. */
    private static final DateTimeFormatter TIMESTAMPTZ = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4, 6, SignStyle.NOT_NEGATIVE)
            .appendPattern("-MM-dd HH:mm:ssX")
            .toFormatter()
            .withZone(ZoneOffset.UTC);

    /** The columns of both tables, each value by the name of its parameter. */
    public Map<String, Object> of(List<BurnTransaction> transactions) {
        return ofEvents(BurnTransaction.eventsOf(transactions));
    }

    /** The same of some events, whatever their transactions have beside them. */
    public Map<String, Object> ofEvents(List<WatchedEvent> events) {
        List<Burn> burns = ofType(events, Burn.class);
        List<RejectedEvent> rejected = ofType(events, RejectedEvent.class);
        Map<String, Object> columns = new HashMap<>();
        position("payment_", burns, columns);
        columns.put("payment_from_address", column(burns, String.class, Burn::account));
        columns.put("payment_amount", column(burns, String.class, burn -> burn.amount()
                .toString()));
        columns.put("payment_digest", column(burns, String.class, Burn::digest));
        columns.put("payment_burned_at", timestamps(burns));
        position("rejected_", rejected, columns);
        columns.put("rejected_reason", column(rejected, String.class, RejectedEvent::reason));
        columns.put("rejected_raw", column(rejected, String.class, RejectedEvent::raw));
        return columns;
    }

    private static <E extends WatchedEvent> List<E> ofType(List<WatchedEvent> events, Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static void position(String prefix, List<? extends WatchedEvent> events, Map<String, Object> columns) {
        columns.put(prefix + "tx_hash", column(events, String.class, event -> event.position()
                .txHash()));
        columns.put(prefix + "burn_index", column(events, Integer.class, event -> event.position()
                .burnIndex()));
        columns.put(prefix + "log_index", column(events, Long.class, event -> event.position()
                .logIndex()));
        columns.put(prefix + "block_number", column(events, Long.class, event -> event.position()
                .blockNumber()));
        columns.put(prefix + "block_hash", column(events, String.class, event -> event.position()
                .blockHash()));
    }

    private static <E, C> C[] column(List<? extends E> events, Class<C> type, Function<E, C> value) {
        @SuppressWarnings("unchecked") // an array of exactly this type
        C[] column = (C[]) java.lang.reflect.Array.newInstance(type, events.size());
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(events.get(i));
        }
        return column;
    }

    /** Burns of one block mostly have one time, which is written once. */
    private static String[] timestamps(List<Burn> burns) {
        String[] timestamps = new String[burns.size()];
        for (int i = 0; i < timestamps.length; i++) {
            Instant burnedAt = burns.get(i).burnedAt();
            boolean isSame = i > 0 && burns.get(i - 1).burnedAt().equals(burnedAt);
            timestamps[i] = isSame ? timestamps[i - 1] : timestamp(burnedAt);
        }
        return timestamps;
    }

    static String timestamp(Instant instant) {
        return TIMESTAMPTZ.format(instant);
    }
}
