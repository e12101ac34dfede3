-- Only forward, and only from where the window began; the caller checks that one row moved.
-- Whoever had caught up before has not with this window; the note is made again behind the last one.
UPDATE block_cursors
   SET last_processed_block = :#window_to,
       hash_block           = :#window_to,
       last_processed_hash  = :#window_hash,
       chain_id             = COALESCE(chain_id, :#window_chain_id),
       caught_up_at         = NULL,
       caught_up_block      = NULL,
       caught_up_by         = NULL,
       updated_at           = now()
 WHERE id = :#cursor_id
   AND last_processed_block = :#window_from - 1
