-- A page of an account's payments, newest block first, from behind the page before.
-- Without LEAST the scan would begin at last_block and step over every row before the page.
SELECT id, cursor_id, tx_hash, burn_index, log_index, block_number, block_hash, from_address, amount, digest,
       burned_at, created_at, orphaned_at
  FROM payments
 WHERE cursor_id = :#cursor_id
   AND from_address = :#account
   AND block_number BETWEEN :#first_block AND LEAST(:#last_block, :#before_block)
   AND (block_number, id) < (:#before_block, :#before_id)
 ORDER BY block_number DESC, id DESC
 LIMIT :#row_limit
