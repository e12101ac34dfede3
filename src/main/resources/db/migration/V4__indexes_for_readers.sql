-- Status page and API read newest first, a page at a time, from these.
--
-- Not CONCURRENTLY: that cannot be in a transaction, waits for every older snapshot of the database, a backup's among them,
-- and leaves an invalid index behind where it fails. This holds up those who record, who wait and try again, for some seconds
-- a million payments, and fails without a trace; the sessions that read are not held up. Where that is too long, make the
-- indexes by these names CONCURRENTLY beforehand, and they are found here.

CREATE INDEX IF NOT EXISTS payments_by_block ON payments (cursor_id, block_number, id);
CREATE INDEX IF NOT EXISTS payments_by_account ON payments (cursor_id, from_address, block_number, id);

-- Payments a period, counted from the index alone; equal times share an entry.
CREATE INDEX IF NOT EXISTS payments_by_time ON payments (cursor_id, burned_at) WHERE orphaned_at IS NULL;

CREATE INDEX IF NOT EXISTS rejected_events_by_block ON rejected_events (cursor_id, block_number, id);

DO $$
DECLARE
    invalid TEXT;
BEGIN
    SELECT string_agg(CAST(indexrelid AS regclass)::TEXT, ', ')
      INTO invalid
      FROM pg_index
     WHERE indrelid IN (CAST('payments' AS regclass), CAST('rejected_events' AS regclass)) AND NOT indisvalid;
    IF invalid IS NOT NULL THEN
        RAISE EXCEPTION 'an interrupted CREATE INDEX CONCURRENTLY left % behind; drop it and start again', invalid;
    END IF;
END
$$;
