-- SET CONSTRAINTS ALL IMMEDIATE has the nodes told within the statement that counts a change. So what was changed is written
-- down before it is counted, and a count of which nothing is written down stands for everything.
CREATE OR REPLACE FUNCTION latchkey_note_change() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$$
DECLARE
  setting text := 'latchkey.changed_' || encode(convert_to(TG_TABLE_SCHEMA, getdatabaseencoding()), 'hex');
  before text := coalesce(current_setting(setting, true), '');
  changed text := before;
BEGIN
  -- A notice has room for 8000 characters. An asterisk stands for everything.
  IF TG_LEVEL = 'STATEMENT' OR length(before) > 7000 THEN
    changed := ' *';
  ELSIF before <> ' *' THEN
    changed := before || ' ' || TG_ARGV[0] || OLD.id;
  END IF;
  PERFORM set_config(setting, changed, true);
  IF before = '' THEN
    EXECUTE format('UPDATE %I.latchkey_epoch SET epoch = epoch + 1', TG_TABLE_SCHEMA);
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION latchkey_tell_nodes() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$$
DECLARE
  setting text := 'latchkey.changed_' || encode(convert_to(TG_TABLE_SCHEMA, getdatabaseencoding()), 'hex');
BEGIN
  PERFORM pg_notify('latchkey_' || TG_RELID || '_' || translate(NEW.channel::text, '-', ''),
    NEW.epoch || coalesce(nullif(current_setting(setting, true), ''), ' *'));
  PERFORM set_config(setting, '', true);
  RETURN NULL;
END
$$;
