UPDATE block_cursors
   SET caught_up_at    = clock_timestamp(),
       caught_up_block = last_processed_block,
       caught_up_by    = :#replica
 WHERE id = :#cursor_id
