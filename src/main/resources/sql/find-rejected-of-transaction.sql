-- The rejected events of one transaction, which are few enough to be sorted.
SELECT id, tx_hash, burn_index, log_index, block_number, reason, created_at, orphaned_at
  FROM rejected_events
 WHERE cursor_id = :#cursor_id
   AND tx_hash = :#tx_hash
   AND (block_number, id) < (:#before_block, :#before_id)
 ORDER BY block_number DESC, id DESC
 LIMIT :#row_limit
