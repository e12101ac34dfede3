-- All that is new in the window in one statement; answers the events that were there already, and those
-- of transactions that it leaves alone.
-- What the function does, and why it is one, is in db/migration/V6__record_burns.sql, its answer in V10, and
-- which transactions it leaves alone in V11.
SELECT there.tx_hash, there.burn_index, there.contradicts
  FROM record_burns(:#cursor_id,
                    CAST(:#payment_tx_hash AS TEXT[]),
                    CAST(:#payment_burn_index AS INTEGER[]),
                    CAST(:#payment_log_index AS BIGINT[]),
                    CAST(:#payment_block_number AS BIGINT[]),
                    CAST(:#payment_block_hash AS TEXT[]),
                    CAST(:#payment_from_address AS TEXT[]),
                    CAST(:#payment_amount AS NUMERIC[]),
                    CAST(:#payment_digest AS TEXT[]),
                    CAST(:#payment_burned_at AS TIMESTAMPTZ[]),
                    CAST(:#rejected_tx_hash AS TEXT[]),
                    CAST(:#rejected_burn_index AS INTEGER[]),
                    CAST(:#rejected_log_index AS BIGINT[]),
                    CAST(:#rejected_block_number AS BIGINT[]),
                    CAST(:#rejected_block_hash AS TEXT[]),
                    CAST(:#rejected_reason AS TEXT[]),
                    CAST(:#rejected_raw AS JSONB[])) AS there (tx_hash, burn_index, contradicts)
