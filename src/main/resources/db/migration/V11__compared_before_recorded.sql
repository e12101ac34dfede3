-- As V10 made it, but nothing is inserted before it is compared where the blocks hold something already: a burn whose number is
-- another one's would be recorded again without a conflict where a rejected event stands between. And a row of another block that
-- says what the burn of another number says contradicts the chain too.
CREATE OR REPLACE FUNCTION record_burns(
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
    lowest        BIGINT;
    highest       BIGINT;
    compare_first BOOLEAN;
    contradicted  TEXT[];
BEGIN
    -- A burn that is there by another number may be in no conflict, as the two tables have no key in common: where the blocks hold
    -- something, or a transaction has events for both tables, nothing is inserted before it is compared.
    SELECT min(number), max(number) INTO lowest, highest FROM unnest(payment_block_numbers || rejected_block_numbers) AS number;
    -- Planned each time: a plan that was made for an empty table would read all of it when it is large.
    EXECUTE 'SELECT EXISTS (SELECT FROM payments WHERE cursor_id = $1 AND block_number BETWEEN $2 AND $3)'
         || '    OR EXISTS (SELECT FROM rejected_events WHERE cursor_id = $1 AND block_number BETWEEN $2 AND $3)'
       INTO compare_first USING watch, lowest, highest;
    IF cardinality(rejected_tx_hashes) > 0 AND NOT compare_first THEN
        compare_first := EXISTS (SELECT unnest(rejected_tx_hashes) INTERSECT SELECT unnest(payment_tx_hashes));
    END IF;

    IF NOT compare_first THEN
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
    END IF;

    -- A node that left out a burn had the one behind it recorded by its number. What is missing of such a transaction cannot be
    -- told by numbers: the burn behind would be recorded again. It shows by another log index in the same block, and in any block
    -- by a row that says what the burn of another number says.
    contradicted := ARRAY(
        WITH asked (tx_hash, burn_index, log_index, block_hash, from_address, amount, digest) AS (
            SELECT *
              FROM unnest(payment_tx_hashes, payment_burn_indexes, payment_log_indexes, payment_block_hashes,
                          payment_from_addresses, payment_amounts, payment_digests)
            UNION ALL
            SELECT r.*, NULL, NULL, NULL
              FROM unnest(rejected_tx_hashes, rejected_burn_indexes, rejected_log_indexes, rejected_block_hashes) AS r
        ), compared AS (
            SELECT asked.tx_hash,
                   there.block_hash = asked.block_hash AND there.log_index <> asked.log_index AS is_another_log,
                   (there.from_address, there.amount, there.digest)
                       IS DISTINCT FROM (asked.from_address, asked.amount, asked.digest) AS says_otherwise,
                   there.from_address,
                   there.amount,
                   there.digest
              FROM asked,
                   LATERAL (SELECT p.log_index, p.block_hash, p.from_address, p.amount, p.digest
                              FROM payments p
                             WHERE p.tx_hash = asked.tx_hash AND p.burn_index = asked.burn_index AND p.cursor_id = watch
                               AND p.orphaned_at IS NULL
                            UNION ALL
                            SELECT r.log_index, r.block_hash, NULL, NULL, NULL
                              FROM rejected_events r
                             WHERE r.tx_hash = asked.tx_hash AND r.burn_index = asked.burn_index AND r.cursor_id = watch
                               AND r.orphaned_at IS NULL) AS there
        )
        SELECT tx_hash
          FROM compared
         WHERE is_another_log
         UNION
        SELECT tx_hash
          FROM compared
         WHERE says_otherwise
           AND (tx_hash, from_address, amount, digest) IN (SELECT tx_hash, from_address, amount, digest FROM asked));

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
