-- INSERT OR REPLACE by hand removes rows without a word to the triggers of V6.
CREATE TRIGGER latchkey_key_replaced BEFORE INSERT ON api_keys
  WHEN EXISTS (SELECT 1 FROM api_keys WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM api_keys WHERE user_id = NEW.user_id AND token_name = NEW.token_name AND holds_name)
BEGIN
  UPDATE latchkey_epoch SET epoch = epoch + 1;
END;

CREATE TRIGGER latchkey_user_replaced BEFORE INSERT ON users
  WHEN EXISTS (SELECT 1 FROM users WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM users WHERE lower(username) = lower(NEW.username) AND deleted_at IS NULL)
BEGIN
  UPDATE latchkey_epoch SET epoch = epoch + 1;
END;

PRAGMA user_version = 7;
