-- The chain's present block takes the place of the one that it no longer has.
UPDATE block_cursors
   SET last_processed_block = :#block,
       hash_block           = :#block,
       last_processed_hash  = :#block_hash,
       updated_at           = now()
 WHERE id = :#cursor_id
