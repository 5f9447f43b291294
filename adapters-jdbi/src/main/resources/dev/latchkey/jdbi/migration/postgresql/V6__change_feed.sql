-- A migration may take its time, whatever ends other statements.
SET LOCAL statement_timeout = 0;

-- How many transactions have changed what a node may remember of keys and users. One row. Whoever may connect to the
-- database may send notices to any channel whose name they know, so this one has a name that can't be guessed.
CREATE TABLE latchkey_epoch (
  id      smallint NOT NULL PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  epoch   bigint NOT NULL,
  channel uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO latchkey_epoch (epoch) VALUES (0);

-- The nodes that answer from memory, and up to which epoch each has forgotten what it must not know any more.
CREATE TABLE latchkey_nodes (
  id           uuid NOT NULL PRIMARY KEY,
  name         text NOT NULL,
  started_at   timestamptz NOT NULL,
  seen_at      timestamptz NOT NULL,
  beat         bigint NOT NULL,
  acknowledged bigint NOT NULL,
  lease_millis bigint NOT NULL
) WITH (fillfactor = 50);

-- Collects what a transaction has changed. It runs when the transaction is committed, so that the epoch is the last
-- row that it locks: epochs are in the order of commits, and nobody waits for anybody in a circle. With the rights of
-- the tables' owner, because whoever may change a key by hand need not know of this.
CREATE FUNCTION latchkey_note_change() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$$
DECLARE
  changed text := coalesce(current_setting('latchkey.changed', true), '');
BEGIN
  IF changed = '' THEN
    EXECUTE format('UPDATE %I.latchkey_epoch SET epoch = epoch + 1', TG_TABLE_SCHEMA);
  END IF;
  -- A notice has room for 8000 characters. An asterisk stands for everything.
  IF TG_LEVEL = 'STATEMENT' OR length(changed) > 7000 THEN
    changed := ' *';
  ELSIF changed <> ' *' THEN
    changed := changed || ' ' || TG_ARGV[0] || OLD.id;
  END IF;
  PERFORM set_config('latchkey.changed', changed, true);
  RETURN NULL;
END
$$;

-- Tells the nodes, once a transaction: this runs behind all of the above.
CREATE FUNCTION latchkey_tell_nodes() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$$
BEGIN
  PERFORM pg_notify('latchkey_' || TG_RELID || '_' || translate(NEW.channel::text, '-', ''),
    NEW.epoch || current_setting('latchkey.changed', true));
  PERFORM set_config('latchkey.changed', '', true);
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER latchkey_tell_nodes AFTER UPDATE ON latchkey_epoch
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION latchkey_tell_nodes();

-- What makes no key less good is left out: new keys, their use, sessions that slide, and what the purge removes, which
-- says so itself.
CREATE CONSTRAINT TRIGGER latchkey_key_changed AFTER UPDATE ON api_keys
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.expires_at < OLD.expires_at
    OR (NEW.expires_at > OLD.expires_at AND OLD.login_type = 'token')
    OR (NEW.id, NEW.expired_at, NEW.hashed_secret, NEW.user_id, NEW.login_type, NEW.token_name, NEW.scopes,
        NEW.allow_list)
      IS DISTINCT FROM
       (OLD.id, OLD.expired_at, OLD.hashed_secret, OLD.user_id, OLD.login_type, OLD.token_name, OLD.scopes,
        OLD.allow_list))
  EXECUTE FUNCTION latchkey_note_change('k');

CREATE CONSTRAINT TRIGGER latchkey_key_deleted AFTER DELETE ON api_keys
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (current_setting('latchkey.purge', true) IS DISTINCT FROM 'on')
  EXECUTE FUNCTION latchkey_note_change('k');

CREATE CONSTRAINT TRIGGER latchkey_user_changed AFTER UPDATE ON users
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ((NEW.id, NEW.username, NEW.roles, NEW.status, NEW.deleted_at)
    IS DISTINCT FROM (OLD.id, OLD.username, OLD.roles, OLD.status, OLD.deleted_at))
  EXECUTE FUNCTION latchkey_note_change('u');

CREATE CONSTRAINT TRIGGER latchkey_user_deleted AFTER DELETE ON users
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION latchkey_note_change('u');

CREATE TRIGGER latchkey_keys_emptied AFTER TRUNCATE ON api_keys
  FOR EACH STATEMENT EXECUTE FUNCTION latchkey_note_change();

CREATE TRIGGER latchkey_users_emptied AFTER TRUNCATE ON users
  FOR EACH STATEMENT EXECUTE FUNCTION latchkey_note_change();
