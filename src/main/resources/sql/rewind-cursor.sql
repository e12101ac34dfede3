-- The hash stays with the block that it belongs to, so that it is not compared until the next window is recorded.
UPDATE block_cursors
   SET last_processed_block = :#block,
       updated_at           = now()
 WHERE id = :#cursor_id
