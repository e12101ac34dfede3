-- Seeds the watch once; a row that is there already stays as it is, whoever made it. Its chain is pinned when a node has told it.
INSERT INTO block_cursors (id, contract_address, topic0, start_block, last_processed_block)
VALUES (:#cursor_id, :#contract_address, :#topic0, :#start_block, :#start_block - 1)
    ON CONFLICT (id) DO NOTHING
