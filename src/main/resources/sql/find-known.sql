-- The transactions of the window whose events are all recorded, and not as orphaned ones.
SELECT asked.tx_hash
  FROM unnest(CAST(:#tx_hashes AS TEXT[]), CAST(:#event_counts AS INTEGER[])) AS asked (tx_hash, event_count)
 WHERE asked.event_count
     = (SELECT count(*)
          FROM payments p
         WHERE p.cursor_id = :#cursor_id AND p.tx_hash = asked.tx_hash AND p.burn_index < asked.event_count
           AND p.orphaned_at IS NULL)
     + (SELECT count(*)
          FROM rejected_events r
         WHERE r.cursor_id = :#cursor_id AND r.tx_hash = asked.tx_hash AND r.burn_index < asked.event_count
           AND r.orphaned_at IS NULL)
