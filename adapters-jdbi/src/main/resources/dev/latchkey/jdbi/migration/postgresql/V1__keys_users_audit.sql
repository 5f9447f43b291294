-- A migration may take its time, whatever ends other statements.
SET LOCAL statement_timeout = 0;

-- Names and ids are COLLATE "C": they are compared byte by byte and folded as ASCII, whatever the database's
-- locale is. Room is left in the pages (fillfactor) so that noting the last use touches no index.
CREATE TABLE users (
  id           uuid NOT NULL PRIMARY KEY,
  username     text COLLATE "C" NOT NULL,
  roles        text NOT NULL,
  status       text NOT NULL CHECK (status IN ('active', 'suspended')),
  created_at   timestamptz NOT NULL,
  updated_at   timestamptz NOT NULL,
  last_seen_at timestamptz,
  deleted_at   timestamptz
) WITH (fillfactor = 90);

CREATE UNIQUE INDEX users_username ON users (lower(username)) WHERE deleted_at IS NULL;

-- An operator without anything but SQL ends a key by
--   UPDATE api_keys SET expires_at = NOW() WHERE id = '...';
CREATE TABLE api_keys (
  id               text COLLATE "C" NOT NULL PRIMARY KEY,
  hashed_secret    bytea NOT NULL CHECK (length(hashed_secret) = 32),
  user_id          uuid NOT NULL REFERENCES users (id),
  token_name       text COLLATE "C" NOT NULL DEFAULT '',
  login_type       text COLLATE "C" NOT NULL CHECK (login_type IN ('token', 'password')),
  scopes           text NOT NULL CHECK (scopes <> ''),
  allow_list       text NOT NULL CHECK (allow_list <> ''),
  lifetime_seconds bigint NOT NULL CHECK (lifetime_seconds >= 1),
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  expires_at       timestamptz NOT NULL CHECK (isfinite(expires_at)),
  expired_at       timestamptz,
  last_used        timestamptz,
  ip_address       text NOT NULL DEFAULT '0.0.0.0',
  holds_name       boolean NOT NULL,
  -- An expire is final, for hand-written SQL too.
  CONSTRAINT api_keys_expire_is_final CHECK (expired_at IS NULL OR expires_at <= expired_at),
  CONSTRAINT api_keys_only_tokens_have_names CHECK ((login_type = 'token') = (token_name <> '')),
  CONSTRAINT api_keys_only_unexpired_tokens_hold_names
    CHECK (NOT holds_name OR (login_type = 'token' AND expired_at IS NULL))
) WITH (fillfactor = 90);

CREATE UNIQUE INDEX api_keys_name ON api_keys (user_id, token_name) WHERE holds_name;
CREATE INDEX api_keys_by_name ON api_keys (user_id, token_name, holds_name DESC, created_at DESC);
CREATE INDEX api_keys_of_user ON api_keys (user_id, login_type, expires_at, id);
CREATE INDEX api_keys_by_end ON api_keys (login_type, expires_at, id);

-- No foreign keys: an entry outlives what it is about. seq is the order in which entries were written: for one
-- key that in which they were committed, because its row is locked meanwhile.
CREATE TABLE audit_entries (
  seq           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id            uuid NOT NULL UNIQUE,
  time          timestamptz NOT NULL,
  action        text NOT NULL,
  key_id        text COLLATE "C",
  user_id       uuid NOT NULL,
  target        text NOT NULL,
  actor_type    text NOT NULL CHECK (actor_type IN ('user', 'operator', 'system')),
  actor_name    text NOT NULL,
  actor_user_id uuid,
  actor_key_id  text COLLATE "C",
  request_id    uuid NOT NULL,
  ip_address    text NOT NULL,
  user_agent    text NOT NULL,
  old_state     jsonb,
  new_state     jsonb
);

CREATE INDEX audit_entries_of_key ON audit_entries (key_id, seq);
