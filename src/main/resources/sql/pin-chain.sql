UPDATE block_cursors
   SET chain_id = :#chain_id
 WHERE id = :#cursor_id
   AND chain_id IS NULL
