-- As V6 made it, but it answers the events that were there already, not only their transactions: of a transaction that was
-- recorded in part, the rest is new. And it leaves a transaction alone whose rows contradict the chain. The replicas of the
-- version before read its first column, as they did.
DROP FUNCTION record_burns;
CREATE FUNCTION record_burns(
    watch                  TEXT,
    payment_tx_hashes      TEXT[],
    payment_burn_indexes   INTEGER[],
    payment_log_indexes    BIGINT[],
    payment_block_numbers  BIGINT[],
    payment_block_hashes   TEXT[],
    payment_from_addresses TEXT[],
    payment_amounts        NUMERIC[],
    payment_digests        TEXT[],
    payment_burned_ats     TIMESTAMPTZ[],
    rejected_tx_hashes     TEXT[],
    rejected_burn_indexes  INTEGER[],
    rejected_log_indexes   BIGINT[],
    rejected_block_numbers BIGINT[],
    rejected_block_hashes  TEXT[],
    rejected_reasons       TEXT[],
    rejected_raws          JSONB[])
    RETURNS TABLE (there_tx_hash TEXT, there_burn_index INTEGER, there_contradicts BOOLEAN)
    LANGUAGE plpgsql
AS $$
DECLARE
    contradicted TEXT[];
BEGIN
    BEGIN
        INSERT INTO payments
               (cursor_id, tx_hash, burn_index, log_index, block_number, block_hash, from_address, amount, digest, burned_at)
        SELECT watch, p.*
          FROM unnest(payment_tx_hashes, payment_burn_indexes, payment_log_indexes, payment_block_numbers,
                      payment_block_hashes, payment_from_addresses, payment_amounts, payment_digests,
                      payment_burned_ats) AS p;
        INSERT INTO rejected_events
               (cursor_id, tx_hash, burn_index, log_index, block_number, block_hash, reason, raw)
        SELECT watch, r.*
          FROM unnest(rejected_tx_hashes, rejected_burn_indexes, rejected_log_indexes, rejected_block_numbers,
                      rejected_block_hashes, rejected_reasons, rejected_raws) AS r;
        RETURN;
    EXCEPTION
        WHEN unique_violation THEN
            NULL; -- Both are undone; something was there already, and which it was is found below.
    END;

    -- A node that left out a burn had the one behind it recorded by its number. What is missing of such a transaction cannot be
    -- told by numbers: the burn behind would be recorded again. It shows by another log index in the same block.
    contradicted := ARRAY(
        SELECT DISTINCT asked.tx_hash
          FROM (SELECT * FROM unnest(payment_tx_hashes, payment_burn_indexes, payment_log_indexes, payment_block_hashes)
                UNION ALL
                SELECT * FROM unnest(rejected_tx_hashes, rejected_burn_indexes, rejected_log_indexes, rejected_block_hashes))
               AS asked (tx_hash, burn_index, log_index, block_hash),
               LATERAL (SELECT p.log_index, p.block_hash
                          FROM payments p
                         WHERE p.tx_hash = asked.tx_hash AND p.burn_index = asked.burn_index AND p.cursor_id = watch
                           AND p.orphaned_at IS NULL
                        UNION ALL
                        SELECT r.log_index, r.block_hash
                          FROM rejected_events r
                         WHERE r.tx_hash = asked.tx_hash AND r.burn_index = asked.burn_index AND r.cursor_id = watch
                           AND r.orphaned_at IS NULL) AS recorded
         WHERE recorded.block_hash = asked.block_hash AND recorded.log_index <> asked.log_index);

    -- What an accepted reorganisation had orphaned and is mined again takes its new place; all else that is there stays.
    RETURN QUERY
    WITH new_payments AS (
        INSERT INTO payments
               (cursor_id, tx_hash, burn_index, log_index, block_number, block_hash, from_address, amount, digest, burned_at)
        SELECT watch, p.*
          FROM unnest(payment_tx_hashes, payment_burn_indexes, payment_log_indexes, payment_block_numbers,
                      payment_block_hashes, payment_from_addresses, payment_amounts, payment_digests,
                      payment_burned_ats)
               AS p (tx_hash, burn_index, log_index, block_number, block_hash, from_address, amount, digest, burned_at)
         WHERE p.tx_hash <> ALL (contradicted)
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
        SELECT watch, r.*
          FROM unnest(rejected_tx_hashes, rejected_burn_indexes, rejected_log_indexes, rejected_block_numbers,
                      rejected_block_hashes, rejected_reasons, rejected_raws)
               AS r (tx_hash, burn_index, log_index, block_number, block_hash, reason, raw)
         WHERE r.tx_hash <> ALL (contradicted)
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
        SELECT * FROM unnest(payment_tx_hashes, payment_burn_indexes)
        UNION ALL
        SELECT * FROM unnest(rejected_tx_hashes, rejected_burn_indexes)
    )
    SELECT there.tx_hash, there.burn_index, there.tx_hash = ANY (contradicted)
      FROM (SELECT * FROM asked
            EXCEPT
            (SELECT * FROM new_payments UNION ALL SELECT * FROM new_rejected)) AS there (tx_hash, burn_index);
END
$$;
COMMENT ON FUNCTION record_burns IS
    'Records the payments and rejected events of a watch; answers those that were there already, and those of transactions whose rows contradict the chain, which it leaves alone';
