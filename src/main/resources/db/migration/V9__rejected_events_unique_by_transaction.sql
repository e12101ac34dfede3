-- As V8, and apart from it: who reads both tables in the other order would be in a deadlock with one that locks both.
ALTER TABLE rejected_events
    ADD UNIQUE USING INDEX rejected_events_tx_hash_burn_index_cursor_id_key,
    DROP CONSTRAINT rejected_events_cursor_id_tx_hash_burn_index_key;
