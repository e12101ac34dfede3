-- The transactions of the window whose events are all recorded, and not as orphaned ones.
-- Other watches' rows and orphaned ones are left out of the count, not of the search, so that only the unique index serves it: a
-- server that believes the table to be empty would otherwise look through an index of the whole watch, once for each transaction.
SELECT asked.tx_hash
  FROM unnest(CAST(:#tx_hashes AS TEXT[]), CAST(:#event_counts AS INTEGER[])) AS asked (tx_hash, event_count)
 WHERE asked.event_count
     = (SELECT count(*) FILTER (WHERE p.cursor_id = :#cursor_id AND p.orphaned_at IS NULL)
          FROM payments p
         WHERE p.tx_hash = asked.tx_hash AND p.burn_index < asked.event_count)
     + (SELECT count(*) FILTER (WHERE r.cursor_id = :#cursor_id AND r.orphaned_at IS NULL)
          FROM rejected_events r
         WHERE r.tx_hash = asked.tx_hash AND r.burn_index < asked.event_count)
