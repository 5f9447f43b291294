-- A migration may take its time, whatever ends other statements.
SET LOCAL statement_timeout = 0;

-- How many requests with the right secret were accepted, and how many refused because the key was dead.
ALTER TABLE api_keys
  ADD COLUMN request_count bigint NOT NULL DEFAULT 0,
  ADD COLUMN refused_count bigint NOT NULL DEFAULT 0;
