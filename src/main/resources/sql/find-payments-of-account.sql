-- A page of an account's payments, newest block first, from behind the page before.
-- Both bounds say where the scan begins, as releases of PostgreSQL differ in which one they take: from another it would step over
-- every row before the page.
SELECT id, cursor_id, tx_hash, burn_index, log_index, block_number, block_hash, from_address, amount, digest,
       burned_at, created_at, orphaned_at
  FROM payments
 WHERE cursor_id = :#cursor_id
   AND from_address = :#account
   AND block_number BETWEEN :#first_block AND LEAST(:#last_block, :#before_block)
   AND (block_number, id) < (LEAST(:#last_block, :#before_block),
                            CASE WHEN :#before_block <= :#last_block THEN :#before_id ELSE 9223372036854775807 END)
 ORDER BY block_number DESC, id DESC
 LIMIT :#row_limit
