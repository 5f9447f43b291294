-- A migration may take its time, whatever ends other statements.
SET LOCAL statement_timeout = 0;

-- Why something was done, and whether it was denied. A denied attempt has no states.
ALTER TABLE audit_entries ADD COLUMN reason text;
ALTER TABLE audit_entries ADD COLUMN denied boolean NOT NULL DEFAULT false;

-- Names as searches compare them, whatever their case. The program folds them, because what lower() knows depends
-- on the database's locale.
ALTER TABLE audit_entries ADD COLUMN target_folded text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE audit_entries ADD COLUMN actor_folded text COLLATE "C" NOT NULL DEFAULT '';
UPDATE audit_entries SET target_folded = lower(target), actor_folded = lower(actor_name);

-- One index for each thing that is searched for, each with the time, by which the answer is ordered and often
-- narrowed down, and seq, the order in which entries of one instant were written.
DROP INDEX audit_entries_of_key;
CREATE INDEX audit_entries_of_key ON audit_entries (key_id, time, seq);
CREATE INDEX audit_entries_of_request ON audit_entries (request_id, time, seq);
CREATE INDEX audit_entries_of_user ON audit_entries (user_id, time, seq);
CREATE INDEX audit_entries_by_target ON audit_entries (target_folded, time, seq);
-- They lie together in the index of keys too, but there they would be sorted once more.
CREATE INDEX audit_entries_about_users ON audit_entries (time, seq) WHERE key_id IS NULL;
CREATE INDEX audit_entries_by_actor ON audit_entries (actor_folded, time, seq);
-- To expire a key is to change it, so a search for changes finds it too.
CREATE INDEX audit_entries_by_action
  ON audit_entries ((CASE action WHEN 'expire' THEN 'write' ELSE action END), time, seq);
CREATE INDEX audit_entries_by_time ON audit_entries (time, seq);
