-- One transaction may change the keys of several schemas, whose nodes know nothing of each other. So what is collected
-- has a name of its own for each.
CREATE OR REPLACE FUNCTION latchkey_note_change() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$$
DECLARE
  setting text := 'latchkey.changed_' || encode(convert_to(TG_TABLE_SCHEMA, getdatabaseencoding()), 'hex');
  changed text := coalesce(current_setting(setting, true), '');
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
  PERFORM set_config(setting, changed, true);
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
    NEW.epoch || current_setting(setting, true));
  PERFORM set_config(setting, '', true);
  RETURN NULL;
END
$$;

-- They run with the rights of the tables' owner, so nobody else may put them on tables of their own. Whoever changes a
-- key needs no right to them.
REVOKE ALL ON FUNCTION latchkey_note_change(), latchkey_tell_nodes() FROM PUBLIC;
