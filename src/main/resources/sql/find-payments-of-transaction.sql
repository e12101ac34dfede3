-- The payments of one transaction, which are few enough to be sorted; of one account where that is asked too.
SELECT id, cursor_id, tx_hash, burn_index, log_index, block_number, block_hash, from_address, amount, digest,
       burned_at, created_at, orphaned_at
  FROM payments
 WHERE cursor_id = :#cursor_id
   AND tx_hash = :#tx_hash
   AND (CAST(:#account AS TEXT) IS NULL OR from_address = :#account)
   AND block_number BETWEEN :#first_block AND :#last_block
   AND (block_number, id) < (:#before_block, :#before_id)
 ORDER BY block_number DESC, id DESC
 LIMIT :#row_limit
