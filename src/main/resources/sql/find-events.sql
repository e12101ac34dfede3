-- What is recorded in these blocks, and of these transactions wherever that is.
SELECT 'payment' AS kind, id, tx_hash, burn_index, log_index, block_number, block_hash, from_address,
       CAST(amount AS TEXT) AS amount, digest, CAST(extract(epoch FROM burned_at) AS BIGINT) AS burned_at, orphaned_at
  FROM payments
 WHERE cursor_id = :#cursor_id
   AND (block_number BETWEEN :#window_from AND :#window_to OR tx_hash = ANY (CAST(:#tx_hashes AS TEXT[])))
UNION ALL
SELECT 'rejected event', id, tx_hash, burn_index, log_index, block_number, block_hash, NULL,
       NULL, NULL, NULL, orphaned_at
  FROM rejected_events
 WHERE cursor_id = :#cursor_id
   AND (block_number BETWEEN :#window_from AND :#window_to OR tx_hash = ANY (CAST(:#tx_hashes AS TEXT[])))
 ORDER BY tx_hash, burn_index, kind
