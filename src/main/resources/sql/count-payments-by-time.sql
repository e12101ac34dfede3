-- From the index alone.
SELECT date_bin(CAST(:#step AS INTERVAL), burned_at, :#first) AS bucket, count(*) AS payments
  FROM payments
 WHERE cursor_id = :#cursor_id
   AND orphaned_at IS NULL
   AND burned_at >= :#first
   AND burned_at < :#end
 GROUP BY bucket
