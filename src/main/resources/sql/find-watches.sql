SELECT id, chain_id, contract_address, start_block, last_processed_block, updated_at, paused, caught_up_block, caught_up_at
  FROM block_cursors
 ORDER BY id
