-- Which replica last found no safe block above the cursor, and when: a short while others have nothing to ask.
ALTER TABLE block_cursors
    ADD COLUMN caught_up_at    TIMESTAMPTZ,
    ADD COLUMN caught_up_block BIGINT,
    ADD COLUMN caught_up_by    TEXT;
COMMENT ON COLUMN block_cursors.caught_up_block IS
    'The cursor at that time; where it was moved since, there may be a backlog, and the note says nothing';
COMMENT ON COLUMN block_cursors.caught_up_by IS 'A name that a process gives itself at its start';
