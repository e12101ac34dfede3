-- The transactions of the window whose events are all recorded, and not as orphaned ones; none where the window's blocks hold
-- nothing yet, which is nearly always so: one look at an index tells it, while each transaction's hash is a search of its own that
-- costs more the larger the table is. What is recorded in other blocks alone, after a reorganisation or by another caller, is
-- found by the unique constraint when it is recorded again.
-- They are answered as one array, as camel-sql would make a map of each row.
-- The searches are in the order of the hashes, so that each page of a large index is read once and not again and again.
-- Other watches' rows and orphaned ones are left out of the count, not of the search, so that only the unique index serves it: a
-- server that believes the table to be empty would otherwise look through an index of the whole watch, once for each transaction.
SELECT coalesce(array_agg(asked.tx_hash), '{}') AS tx_hashes
  FROM (SELECT *
          FROM unnest(CAST(:#tx_hashes AS TEXT[]), CAST(:#event_counts AS INTEGER[])) AS transactions (tx_hash, event_count)
         ORDER BY tx_hash COLLATE "C") AS asked
 WHERE (EXISTS (SELECT FROM payments
                 WHERE cursor_id = :#cursor_id AND block_number BETWEEN :#window_from AND :#window_to)
        OR
        EXISTS (SELECT FROM rejected_events
                 WHERE cursor_id = :#cursor_id AND block_number BETWEEN :#window_from AND :#window_to))
   AND asked.event_count
     = (SELECT count(*) FILTER (WHERE p.cursor_id = :#cursor_id AND p.orphaned_at IS NULL)
          FROM payments p
         WHERE p.tx_hash = asked.tx_hash AND p.burn_index < asked.event_count)
     + (SELECT count(*) FILTER (WHERE r.cursor_id = :#cursor_id AND r.orphaned_at IS NULL)
          FROM rejected_events r
         WHERE r.tx_hash = asked.tx_hash AND r.burn_index < asked.event_count)
