-- The transactions of the window whose events are all recorded, and not as orphaned ones.
-- What is orphaned is left out of the count, not of the search: until the table is analysed for the first time, the server would
-- otherwise look through the index of all that is not (payments_by_time) once for each transaction.
SELECT asked.tx_hash
  FROM unnest(CAST(:#tx_hashes AS TEXT[]), CAST(:#event_counts AS INTEGER[])) AS asked (tx_hash, event_count)
 WHERE asked.event_count
     = (SELECT count(*) FILTER (WHERE p.orphaned_at IS NULL)
          FROM payments p
         WHERE p.cursor_id = :#cursor_id AND p.tx_hash = asked.tx_hash AND p.burn_index < asked.event_count)
     + (SELECT count(*) FILTER (WHERE r.orphaned_at IS NULL)
          FROM rejected_events r
         WHERE r.cursor_id = :#cursor_id AND r.tx_hash = asked.tx_hash AND r.burn_index < asked.event_count)
