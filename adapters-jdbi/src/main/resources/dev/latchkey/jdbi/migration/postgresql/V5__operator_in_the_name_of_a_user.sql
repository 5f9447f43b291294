-- A migration may take its time, whatever ends other statements.
SET LOCAL statement_timeout = 0;

-- The account of a local operator who acted in the name of the user in actor_user_id, without a key.
ALTER TABLE audit_entries ADD COLUMN actor_operator text;
