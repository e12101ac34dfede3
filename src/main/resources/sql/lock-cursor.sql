-- Replicas queue here; a waiter reads the row that the holder committed (READ COMMITTED).
SELECT id, chain_id, contract_address, topic0, start_block, last_processed_block, hash_block, last_processed_hash, paused
  FROM block_cursors
 WHERE id = :#cursor_id
   FOR UPDATE
