-- The blocks that hold something recorded, from the newest on, with the hashes that they had then.
SELECT block_number, block_hash
  FROM (SELECT block_number, block_hash
          FROM payments
         WHERE cursor_id = :#cursor_id AND block_number BETWEEN :#window_from AND :#window_to AND orphaned_at IS NULL
         UNION
        SELECT block_number, block_hash
          FROM rejected_events
         WHERE cursor_id = :#cursor_id AND block_number BETWEEN :#window_from AND :#window_to AND orphaned_at IS NULL
           AND block_hash IS NOT NULL) AS recorded
 ORDER BY block_number DESC
