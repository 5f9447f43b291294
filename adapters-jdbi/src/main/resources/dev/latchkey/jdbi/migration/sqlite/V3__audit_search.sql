-- Why something was done, and whether it was denied. A denied attempt has no states.
ALTER TABLE audit_entries ADD COLUMN reason TEXT;
ALTER TABLE audit_entries ADD COLUMN denied INTEGER NOT NULL DEFAULT 0 CHECK (denied IN (0, 1));

-- Names as searches compare them, whatever their case. The program folds them, because lower() here knows ASCII only.
ALTER TABLE audit_entries ADD COLUMN target_folded TEXT NOT NULL DEFAULT '';
ALTER TABLE audit_entries ADD COLUMN actor_folded TEXT NOT NULL DEFAULT '';
UPDATE audit_entries SET target_folded = lower(target), actor_folded = lower(actor_name);

-- One index for each thing that is searched for, each with the time, by which the answer is ordered and often
-- narrowed down. Behind it comes seq by itself, which is the rowid.
DROP INDEX audit_entries_of_key;
-- Entries about users have no key, and lie together here.
CREATE INDEX audit_entries_of_key ON audit_entries (key_id, time);
CREATE INDEX audit_entries_of_request ON audit_entries (request_id, time);
CREATE INDEX audit_entries_of_user ON audit_entries (user_id, time);
CREATE INDEX audit_entries_by_target ON audit_entries (target_folded, time);
CREATE INDEX audit_entries_by_actor ON audit_entries (actor_folded, time);
-- To expire a key is to change it, so a search for changes finds it too.
CREATE INDEX audit_entries_by_action
  ON audit_entries (CASE action WHEN 'expire' THEN 'write' ELSE action END, time);
CREATE INDEX audit_entries_by_time ON audit_entries (time);

PRAGMA user_version = 3;
