-- How many requests with the right secret were accepted, and how many refused because the key was dead.
ALTER TABLE api_keys ADD COLUMN request_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE api_keys ADD COLUMN refused_count INTEGER NOT NULL DEFAULT 0;

PRAGMA user_version = 4;
