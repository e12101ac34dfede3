-- Where the cursor stands, and the session whose transaction locks or has changed its row.
SELECT c.last_processed_block,
       concat_ws(', ',
                 'session ' || a.pid,
                 nullif(a.application_name, ''),
                 a.state || ' since ' || to_char(a.state_change AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) AS holder
  FROM block_cursors c
  LEFT JOIN pg_locks l ON l.locktype = 'transactionid' AND l.granted AND l.transactionid = c.xmax
  LEFT JOIN pg_stat_activity a ON a.pid = l.pid
 WHERE c.id = :#cursor_id
