-- Times are integer microseconds since 1970-01-01T00:00:00Z. STRICT makes SQLite refuse anything else
-- there: a text compares as later than every number, so a key would never end.

CREATE TABLE users (
  id           TEXT NOT NULL PRIMARY KEY,
  username     TEXT NOT NULL,
  roles        TEXT NOT NULL,
  status       TEXT NOT NULL CHECK (status IN ('active', 'suspended')),
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL,
  last_seen_at INTEGER,
  deleted_at   INTEGER
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX users_username ON users (lower(username)) WHERE deleted_at IS NULL;

-- An operator without anything but SQL ends a key by
--   UPDATE api_keys SET expires_at = CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) WHERE id = '...';
CREATE TABLE api_keys (
  id               TEXT NOT NULL PRIMARY KEY,
  hashed_secret    BLOB NOT NULL CHECK (length(hashed_secret) = 32),
  user_id          TEXT NOT NULL REFERENCES users (id),
  token_name       TEXT NOT NULL DEFAULT '',
  login_type       TEXT NOT NULL CHECK (login_type IN ('token', 'password')),
  scopes           TEXT NOT NULL CHECK (scopes <> ''),
  allow_list       TEXT NOT NULL CHECK (allow_list <> ''),
  lifetime_seconds INTEGER NOT NULL CHECK (lifetime_seconds >= 1),
  created_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL,
  expires_at       INTEGER NOT NULL,
  expired_at       INTEGER,
  last_used        INTEGER,
  ip_address       TEXT NOT NULL DEFAULT '0.0.0.0',
  holds_name       INTEGER NOT NULL CHECK (holds_name IN (0, 1)),
  -- An expire is final, for hand-written SQL too.
  CONSTRAINT api_keys_expire_is_final CHECK (expired_at IS NULL OR expires_at <= expired_at),
  CONSTRAINT api_keys_only_tokens_have_names CHECK ((login_type = 'token') = (token_name <> '')),
  CONSTRAINT api_keys_only_unexpired_tokens_hold_names
    CHECK (NOT holds_name OR (login_type = 'token' AND expired_at IS NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX api_keys_name ON api_keys (user_id, token_name) WHERE holds_name;
CREATE INDEX api_keys_by_name ON api_keys (user_id, token_name, holds_name DESC, created_at DESC);
CREATE INDEX api_keys_of_user ON api_keys (user_id, login_type, expires_at, id);
CREATE INDEX api_keys_by_end ON api_keys (login_type, expires_at, id);

-- No foreign keys: an entry outlives what it is about. seq is the order in which entries were committed.
CREATE TABLE audit_entries (
  seq           INTEGER PRIMARY KEY AUTOINCREMENT,
  id            TEXT NOT NULL UNIQUE,
  time          INTEGER NOT NULL,
  action        TEXT NOT NULL,
  key_id        TEXT,
  user_id       TEXT NOT NULL,
  target        TEXT NOT NULL,
  actor_type    TEXT NOT NULL CHECK (actor_type IN ('user', 'operator', 'system')),
  actor_name    TEXT NOT NULL,
  actor_user_id TEXT,
  actor_key_id  TEXT,
  request_id    TEXT NOT NULL,
  ip_address    TEXT NOT NULL,
  user_agent    TEXT NOT NULL,
  old_state     TEXT,
  new_state     TEXT
) STRICT;

CREATE INDEX audit_entries_of_key ON audit_entries (key_id, seq);

-- What the program reads, in one query, to know that nothing is to be done.
PRAGMA user_version = 1;
