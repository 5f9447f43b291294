-- How often something was changed that a node may remember of keys and users. One row.
CREATE TABLE latchkey_epoch (
  id    INTEGER NOT NULL PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  epoch INTEGER NOT NULL
) STRICT;
INSERT INTO latchkey_epoch (epoch) VALUES (0);

-- The nodes that answer from memory, and up to which epoch each has forgotten what it must not know any more.
CREATE TABLE latchkey_nodes (
  id           TEXT NOT NULL PRIMARY KEY,
  name         TEXT NOT NULL,
  started_at   INTEGER NOT NULL,
  seen_at      INTEGER NOT NULL,
  beat         INTEGER NOT NULL,
  acknowledged INTEGER NOT NULL,
  lease_millis INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What makes no key less good is left out: new keys, their use, and sessions that slide.
CREATE TRIGGER latchkey_key_changed AFTER UPDATE ON api_keys
  WHEN NEW.expires_at < OLD.expires_at
    OR (NEW.expires_at > OLD.expires_at AND OLD.login_type = 'token')
    OR (NEW.id, NEW.hashed_secret, NEW.user_id, NEW.login_type, NEW.token_name, NEW.scopes, NEW.allow_list)
      <> (OLD.id, OLD.hashed_secret, OLD.user_id, OLD.login_type, OLD.token_name, OLD.scopes, OLD.allow_list)
    OR NEW.expired_at IS NOT OLD.expired_at
BEGIN
  UPDATE latchkey_epoch SET epoch = epoch + 1;
END;

CREATE TRIGGER latchkey_key_deleted AFTER DELETE ON api_keys
BEGIN
  UPDATE latchkey_epoch SET epoch = epoch + 1;
END;

CREATE TRIGGER latchkey_user_changed AFTER UPDATE ON users
  WHEN (NEW.id, NEW.username, NEW.roles, NEW.status) <> (OLD.id, OLD.username, OLD.roles, OLD.status)
    OR NEW.deleted_at IS NOT OLD.deleted_at
BEGIN
  UPDATE latchkey_epoch SET epoch = epoch + 1;
END;

CREATE TRIGGER latchkey_user_deleted AFTER DELETE ON users
BEGIN
  UPDATE latchkey_epoch SET epoch = epoch + 1;
END;

PRAGMA user_version = 6;
