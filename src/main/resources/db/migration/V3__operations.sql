-- What operators do to a watch, and who did what when and why.
ALTER TABLE block_cursors ADD COLUMN paused TEXT;
COMMENT ON COLUMN block_cursors.paused IS 'Why no replica records anything; NULL while the watch is not paused';

ALTER TABLE payments ADD COLUMN orphaned_at TIMESTAMPTZ;
ALTER TABLE rejected_events ADD COLUMN orphaned_at TIMESTAMPTZ;
COMMENT ON COLUMN payments.orphaned_at IS
    'When a reorganisation was accepted that took its transaction away; NULL again once that is mined again';

-- Rows come nearly in the order of their blocks, so that a range of them is found by an index of a few pages.
CREATE INDEX payments_block_number ON payments USING brin (block_number) WITH (autosummarize = on);

CREATE TABLE operations (
    id        BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    cursor_id TEXT        NOT NULL,
    operation TEXT        NOT NULL,
    arguments JSONB       NOT NULL,
    reason    TEXT,
    who       TEXT        NOT NULL,
    at        TIMESTAMPTZ NOT NULL DEFAULT now(),
    outcome   TEXT        NOT NULL
);
COMMENT ON COLUMN operations.who IS 'console:<user> of Hawtio and Jolokia, os:<user> of the command line and of local JMX';
COMMENT ON COLUMN operations.outcome IS 'Written in the transaction of the effect that it tells';
