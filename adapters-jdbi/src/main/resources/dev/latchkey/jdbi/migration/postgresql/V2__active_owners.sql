-- A migration may take its time, whatever ends other statements.
SET LOCAL statement_timeout = 0;

-- Every change to a user first looks at all active site owners, of whom one must be left.
CREATE INDEX users_active_owners ON users (status, id)
  WHERE deleted_at IS NULL AND ' ' || roles || ' ' LIKE '% owner %';
