-- ${blocks} blocks of 1,000 keys, 50 of them live tokens. In each block the first user of all has 95 dead tokens of
-- one name, the second has 190 of ten names, and five users of the block's own have 133 dead keys and 7 live ones
-- each: what is found by user, name or page is as much in a small table as in a large one.
-- In the audit trail each key has a name and a request of its own, and a hundred keys have an actor.
-- Times lie around ${now}, in microseconds since 1970. Every key has the same secret.

CREATE TEMP TABLE plans AS
WITH RECURSIVE
  numbers (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM numbers WHERE i < ${blocks} * 1000 - 1),
  scattered AS (
    SELECT
      i,
      i % 1000 AS place,
      i % 20 = 0 AS live,
      CASE WHEN i % 1000 < 100 THEN 1 WHEN i % 1000 < 300 THEN 2
        ELSE 3 + i / 1000 * 5 + i / 20 % 5 END AS owner,
      -- No number below 10^10 comes twice, and they come in no order.
      i * 6180339887 % 10000000000 AS scatter
    FROM numbers)
SELECT
  *,
  printf('%010d', scatter) AS id,
  printf('00000000-0000-4000-8000-%012d', owner) AS user_id,
  CASE WHEN live THEN ${now} + 86400000000 + scatter * 500
    ELSE ${now} - 86400000000 - scatter * 3000 END AS ending,
  NOT live AND owner > 2 AND place % 5 = 1 AS session,
  NOT live AND place % 2 = 0 AS expired
FROM scattered;

INSERT INTO users (id, username, roles, status, created_at, updated_at)
SELECT user_id, 'user-' || owner, '', 'active', ${now}, ${now}
FROM (SELECT DISTINCT user_id, owner FROM plans);

INSERT INTO api_keys (
  id, hashed_secret, user_id, token_name, login_type, scopes, allow_list, lifetime_seconds,
  created_at, updated_at, expires_at, expired_at, last_used, ip_address, holds_name)
SELECT
  id, x'${hash}', user_id,
  CASE
    WHEN live THEN 'live-' || i
    WHEN session THEN ''
    WHEN owner = 1 THEN 'deploy'
    WHEN owner = 2 THEN 'build-' || place % 10
    ELSE 'job-' || place % 7
  END,
  iif(session, 'password', 'token'), 'coder:all', '*:*', 604800,
  ending - 604800000000, ending - 604800000000, ending, iif(expired, ending, NULL),
  ending - 60000000, '192.0.2.7', live
FROM plans
ORDER BY id;

INSERT INTO audit_entries (
  id, time, action, key_id, user_id, target, actor_type, actor_name, request_id, ip_address,
  user_agent, target_folded, actor_folded, new_state)
SELECT
  printf('%08x-0000-4000-8000-%012x', i * 4294967296 / (${blocks} * 1000), 1),
  ending - 604800000000, 'create', id, user_id, 'Key-' || i, 'operator', 'Actor-' || (i / 100),
  printf('%08x-0000-4000-8000-%012x', i * 4294967296 / (${blocks} * 1000), 3),
  '192.0.2.7', 'test/1.0', 'key-' || i, 'actor-' || (i / 100),
  ${state}
FROM plans;

INSERT INTO audit_entries (
  id, time, action, key_id, user_id, target, actor_type, actor_name, request_id, ip_address,
  user_agent, target_folded, actor_folded, old_state, new_state)
SELECT
  printf('%08x-0000-4000-8000-%012x', i * 4294967296 / (${blocks} * 1000), 2),
  ending, 'expire', id, user_id, 'Key-' || i, 'operator', 'Actor-' || (i / 100),
  printf('%08x-0000-4000-8000-%012x', i * 4294967296 / (${blocks} * 1000), 3),
  '192.0.2.7', 'test/1.0', 'key-' || i, 'actor-' || (i / 100),
  ${state},
  ${state}
FROM plans
WHERE expired;

DROP TABLE plans;

CREATE TABLE live_keys AS SELECT * FROM api_keys WHERE holds_name;
