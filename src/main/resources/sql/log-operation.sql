INSERT INTO operations (cursor_id, operation, arguments, reason, who, outcome)
VALUES (:#cursor_id, :#operation, CAST(:#arguments AS JSONB), CAST(:#reason AS TEXT), :#who, :#outcome)
RETURNING id
