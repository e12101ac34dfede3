-- A reason pauses the watch, NULL resumes it; the caller holds the row.
UPDATE block_cursors
   SET paused = CAST(:#paused AS TEXT)
 WHERE id = :#cursor_id
