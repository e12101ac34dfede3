-- The watch: its row lock is the only coordination between replicas.
CREATE TABLE block_cursors (
    id                   TEXT PRIMARY KEY,
    chain_id             BIGINT,
    contract_address     TEXT        NOT NULL,
    topic0               TEXT        NOT NULL,
    start_block          BIGINT      NOT NULL,
    last_processed_block BIGINT      NOT NULL,
    hash_block           BIGINT,
    last_processed_hash  TEXT,
    created_at           TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at           TIMESTAMPTZ NOT NULL DEFAULT now(),
    CHECK (start_block >= 0),
    CHECK (last_processed_block >= -1),
    CHECK ((hash_block IS NULL) = (last_processed_hash IS NULL))
);
COMMENT ON COLUMN block_cursors.last_processed_block IS
    'The last block whose burns are all recorded; an operator may move it with an UPDATE';
COMMENT ON COLUMN block_cursors.last_processed_hash IS 'The hash of the block in hash_block, and of no other';

CREATE TABLE payments (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    cursor_id    TEXT           NOT NULL,
    tx_hash      TEXT           NOT NULL,
    burn_index   INTEGER        NOT NULL,
    log_index    BIGINT         NOT NULL,
    block_number BIGINT         NOT NULL,
    block_hash   TEXT           NOT NULL,
    from_address TEXT           NOT NULL,
    amount       NUMERIC(78, 0) NOT NULL CHECK (amount > 0),
    digest       TEXT           NOT NULL,
    burned_at    TIMESTAMPTZ    NOT NULL,
    created_at   TIMESTAMPTZ    NOT NULL DEFAULT now(),
    UNIQUE (cursor_id, tx_hash, burn_index)
);
COMMENT ON COLUMN payments.burn_index IS
    'Ordinal from 0 among the watched event''s logs of the transaction, rejected ones counted';

CREATE TABLE rejected_events (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    cursor_id    TEXT        NOT NULL,
    tx_hash      TEXT        NOT NULL,
    burn_index   INTEGER     NOT NULL,
    log_index    BIGINT      NOT NULL,
    block_number BIGINT      NOT NULL,
    block_hash   TEXT,
    reason       TEXT        NOT NULL,
    raw          JSONB       NOT NULL,
    created_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
    UNIQUE (cursor_id, tx_hash, burn_index)
);
COMMENT ON COLUMN rejected_events.block_hash IS 'The poller always knows it; another caller may leave it out';
