-- A burn's place in the index begins with its transaction: every row of a watch has the same cursor_id, so that a comparison that
-- begins with it tells nothing and costs a fifth of the INSERT.
--
-- It holds up those who record, as V4 does; where that is too long, make the indexes by these names CONCURRENTLY beforehand.
CREATE UNIQUE INDEX IF NOT EXISTS payments_tx_hash_burn_index_cursor_id_key
    ON payments (tx_hash, burn_index, cursor_id);
CREATE UNIQUE INDEX IF NOT EXISTS rejected_events_tx_hash_burn_index_cursor_id_key
    ON rejected_events (tx_hash, burn_index, cursor_id);
