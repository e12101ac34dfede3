-- A page of a watch's rejected events, newest block first, from behind the page before.
SELECT id, tx_hash, burn_index, log_index, block_number, reason, created_at, orphaned_at
  FROM rejected_events
 WHERE cursor_id = :#cursor_id
   AND (block_number, id) < (:#before_block, :#before_id)
 ORDER BY block_number DESC, id DESC
 LIMIT :#row_limit
