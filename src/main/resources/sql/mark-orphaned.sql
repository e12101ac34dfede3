WITH marked_payments AS (
    UPDATE payments
       SET orphaned_at = now()
     WHERE id = ANY (CAST(:#payment_ids AS BIGINT[]))
)
UPDATE rejected_events
   SET orphaned_at = now()
 WHERE id = ANY (CAST(:#rejected_ids AS BIGINT[]))
