-- The key that a page ends before whose last row comes just above a given one; none where that page is the newest.
SELECT block_number, id
  FROM payments
 WHERE cursor_id = :#cursor_id
   AND (block_number, id) > (:#first_block, :#first_id)
 ORDER BY block_number, id
OFFSET :#row_limit
 LIMIT 1
