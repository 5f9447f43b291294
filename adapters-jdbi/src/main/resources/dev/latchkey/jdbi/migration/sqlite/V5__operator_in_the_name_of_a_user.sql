-- The account of a local operator who acted in the name of the user in actor_user_id, without a key.
ALTER TABLE audit_entries ADD COLUMN actor_operator TEXT;

PRAGMA user_version = 5;
