-- All that is new in the window in one statement; answers the transactions of which something was there already.
-- What an accepted reorganisation had orphaned and is mined again takes its new place; all else that is there stays.
WITH new_payments AS (
    INSERT INTO payments
           (cursor_id, tx_hash, burn_index, log_index, block_number, block_hash, from_address, amount, digest, burned_at)
    SELECT :#cursor_id, p.*
      FROM unnest(CAST(:#payment_tx_hash AS TEXT[]),
                  CAST(:#payment_burn_index AS INTEGER[]),
                  CAST(:#payment_log_index AS BIGINT[]),
                  CAST(:#payment_block_number AS BIGINT[]),
                  CAST(:#payment_block_hash AS TEXT[]),
                  CAST(:#payment_from_address AS TEXT[]),
                  CAST(:#payment_amount AS NUMERIC[]),
                  CAST(:#payment_digest AS TEXT[]),
                  CAST(:#payment_burned_at AS TIMESTAMPTZ[])) AS p
        ON CONFLICT (cursor_id, tx_hash, burn_index) DO UPDATE
           SET log_index = EXCLUDED.log_index,
               block_number = EXCLUDED.block_number,
               block_hash = EXCLUDED.block_hash,
               from_address = EXCLUDED.from_address,
               amount = EXCLUDED.amount,
               digest = EXCLUDED.digest,
               burned_at = EXCLUDED.burned_at,
               orphaned_at = NULL
         WHERE payments.orphaned_at IS NOT NULL
    RETURNING tx_hash, burn_index
), new_rejected AS (
    INSERT INTO rejected_events
           (cursor_id, tx_hash, burn_index, log_index, block_number, block_hash, reason, raw)
    SELECT :#cursor_id, r.*
      FROM unnest(CAST(:#rejected_tx_hash AS TEXT[]),
                  CAST(:#rejected_burn_index AS INTEGER[]),
                  CAST(:#rejected_log_index AS BIGINT[]),
                  CAST(:#rejected_block_number AS BIGINT[]),
                  CAST(:#rejected_block_hash AS TEXT[]),
                  CAST(:#rejected_reason AS TEXT[]),
                  CAST(:#rejected_raw AS JSONB[])) AS r
        ON CONFLICT (cursor_id, tx_hash, burn_index) DO UPDATE
           SET log_index = EXCLUDED.log_index,
               block_number = EXCLUDED.block_number,
               block_hash = EXCLUDED.block_hash,
               reason = EXCLUDED.reason,
               raw = EXCLUDED.raw,
               orphaned_at = NULL
         WHERE rejected_events.orphaned_at IS NOT NULL
    RETURNING tx_hash, burn_index
), asked AS (
    SELECT * FROM unnest(CAST(:#payment_tx_hash AS TEXT[]), CAST(:#payment_burn_index AS INTEGER[]))
    UNION ALL
    SELECT * FROM unnest(CAST(:#rejected_tx_hash AS TEXT[]), CAST(:#rejected_burn_index AS INTEGER[]))
)
SELECT DISTINCT tx_hash
  FROM (SELECT * FROM asked
        EXCEPT
        (SELECT * FROM new_payments UNION ALL SELECT * FROM new_rejected)) AS there (tx_hash, burn_index)
