-- Two looks at an index.
SELECT min(burned_at) AS first, max(burned_at) AS last
  FROM payments
 WHERE cursor_id = :#cursor_id
   AND orphaned_at IS NULL
