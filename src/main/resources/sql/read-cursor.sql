SELECT id, chain_id, contract_address, topic0, start_block, last_processed_block, hash_block, last_processed_hash, paused,
       caught_up_block, caught_up_by,
       CAST(extract(epoch FROM clock_timestamp() - caught_up_at) * 1000 AS BIGINT) AS caught_up_millis_ago
  FROM block_cursors
 WHERE id = :#cursor_id
