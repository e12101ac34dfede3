-- Seeds the watch once; a row that is there already stays as it is, whoever made it.
INSERT INTO block_cursors (id, chain_id, contract_address, topic0, start_block, last_processed_block)
VALUES (:#cursor_id, CAST(:#chain_id AS BIGINT), :#contract_address, :#topic0, :#start_block, :#start_block - 1)
    ON CONFLICT (id) DO NOTHING
