UPDATE operations
   SET outcome = :#outcome
 WHERE id = :#id
