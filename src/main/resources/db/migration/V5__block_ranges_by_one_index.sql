-- payments_by_block finds the blocks of a watch better. Apart from V4, whose locks would be held while this waits for readers
-- that wait to write.
DROP INDEX IF EXISTS payments_block_number;
