-- The same keys as those of sqlite.sql, which tells about them.

CREATE TEMP TABLE plans AS
WITH scattered AS (
    SELECT
      i,
      i % 1000 AS place,
      i % 20 = 0 AS live,
      CASE WHEN i % 1000 < 100 THEN 1 WHEN i % 1000 < 300 THEN 2
        ELSE 3 + i / 1000 * 5 + i / 20 % 5 END AS owner,
      -- No number below 10^10 comes twice, and they come in no order.
      i * 6180339887 % 10000000000 AS scatter
    FROM generate_series(0, ${blocks}::bigint * 1000 - 1) AS numbers (i))
SELECT
  *,
  lpad(scatter::text, 10, '0') COLLATE "C" AS id,
  ('00000000-0000-4000-8000-' || lpad(owner::text, 12, '0'))::uuid AS user_id,
  'epoch'::timestamptz + interval '1 microsecond' *
    CASE WHEN live THEN ${now} + 86400000000 + scatter * 500
      ELSE ${now} - 86400000000 - scatter * 3000 END AS ending,
  NOT live AND owner > 2 AND place % 5 = 1 AS session,
  NOT live AND place % 2 = 0 AS expired
FROM scattered;

INSERT INTO users (id, username, roles, status, created_at, updated_at)
SELECT user_id, 'user-' || owner, '', 'active', now(), now()
FROM (SELECT DISTINCT user_id, owner FROM plans);

INSERT INTO api_keys (
  id, hashed_secret, user_id, token_name, login_type, scopes, allow_list, lifetime_seconds,
  created_at, updated_at, expires_at, expired_at, last_used, ip_address, holds_name)
SELECT
  id, '\x${hash}', user_id,
  CASE
    WHEN live THEN 'live-' || i
    WHEN session THEN ''
    WHEN owner = 1 THEN 'deploy'
    WHEN owner = 2 THEN 'build-' || place % 10
    ELSE 'job-' || place % 7
  END,
  CASE WHEN session THEN 'password' ELSE 'token' END, 'coder:all', '*:*', 604800,
  ending - interval '7 days', ending - interval '7 days', ending, CASE WHEN expired THEN ending END,
  ending - interval '1 minute', '192.0.2.7', live
FROM plans;

INSERT INTO audit_entries (
  id, time, action, key_id, user_id, target, actor_type, actor_name, request_id, ip_address,
  user_agent, target_folded, actor_folded, new_state)
SELECT
  (lpad(to_hex(i * 4294967296 / (${blocks} * 1000)), 8, '0') || '-0000-4000-8000-000000000001')::uuid,
  ending - interval '7 days', 'create', id, user_id, 'Key-' || i, 'operator', 'Actor-' || (i / 100),
  (lpad(to_hex(i * 4294967296 / (${blocks} * 1000)), 8, '0') || '-0000-4000-8000-000000000003')::uuid,
  '192.0.2.7', 'test/1.0', 'key-' || i, 'actor-' || (i / 100),
  ${state}
FROM plans;

INSERT INTO audit_entries (
  id, time, action, key_id, user_id, target, actor_type, actor_name, request_id, ip_address,
  user_agent, target_folded, actor_folded, old_state, new_state)
SELECT
  (lpad(to_hex(i * 4294967296 / (${blocks} * 1000)), 8, '0') || '-0000-4000-8000-000000000002')::uuid,
  ending, 'expire', id, user_id, 'Key-' || i, 'operator', 'Actor-' || (i / 100),
  (lpad(to_hex(i * 4294967296 / (${blocks} * 1000)), 8, '0') || '-0000-4000-8000-000000000003')::uuid,
  '192.0.2.7', 'test/1.0', 'key-' || i, 'actor-' || (i / 100),
  ${state},
  ${state}
FROM plans
WHERE expired;

DROP TABLE plans;

CREATE TABLE live_keys AS SELECT * FROM api_keys WHERE holds_name;
