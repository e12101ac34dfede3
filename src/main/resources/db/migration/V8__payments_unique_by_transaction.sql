-- What is unique stays; only the index behind it is another. Apart from V7, for the reason that V5 is apart from V4. An invalid
-- index, left behind by CREATE INDEX CONCURRENTLY, is refused here by the server.
ALTER TABLE payments
    ADD UNIQUE USING INDEX payments_tx_hash_burn_index_cursor_id_key,
    DROP CONSTRAINT payments_cursor_id_tx_hash_burn_index_key;
