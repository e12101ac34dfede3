SELECT id
  FROM block_cursors
 ORDER BY id
