-- From the index alone. Equal times, which come together there, are counted before they are assigned to buckets: three times
-- as fast for a million.
SELECT date_bin(CAST(:#step AS INTERVAL), burned_at, :#first) AS bucket, CAST(sum(payments) AS BIGINT) AS payments
  FROM (SELECT burned_at, count(*) AS payments
          FROM payments
         WHERE cursor_id = :#cursor_id
           AND orphaned_at IS NULL
           AND burned_at >= :#first
           AND burned_at < :#end
         GROUP BY burned_at) AS times
 GROUP BY bucket
