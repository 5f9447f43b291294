-- UPDATE OR REPLACE by hand removes rows without a word to the triggers of V6: the key of which an ended one takes the name back.
-- What else it may set beside another row is a change by itself.
CREATE TRIGGER latchkey_name_taken AFTER UPDATE OF holds_name ON api_keys
  WHEN NEW.holds_name AND NOT OLD.holds_name
BEGIN
  UPDATE latchkey_epoch SET epoch = epoch + 1;
END;

PRAGMA user_version = 8;
