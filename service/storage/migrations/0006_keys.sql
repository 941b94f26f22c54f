-- The keys of callers. The secret is never stored: `digest` is its SHA-256, which is enough to know
-- it again and, with 256 random bits behind it, too little to find it out.
-- Rows are never deleted: that there was a key once is what closes the service to callers without.

CREATE TABLE keys (
    key_id text NOT NULL CHECK (key_id ~ '^[0-9a-f]{16}$'),
    name text NOT NULL,
    digest bytea NOT NULL CHECK (length(digest) = 32),
    scope text NOT NULL CHECK (scope IN ('read', 'write', 'admin')),
    agency_ids text[] NOT NULL DEFAULT '{}',
    division text CHECK (division ~ '^[0-9]{1,6}$'),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz, -- at most ten minutes late
    PRIMARY KEY (key_id),
    CHECK (scope <> 'admin' OR (agency_ids = '{}' AND division IS NULL))
);

-- For every request, unless the process remembers the key.
CREATE UNIQUE INDEX keys_digest_idx ON keys (digest);
-- For GET /v1/keys, which answers in this order.
CREATE INDEX keys_created_at_idx ON keys (created_at, key_id);

-- What a caller named a request by is nothing that another caller can meet.
-- `key_id` is '' where the service was used without keys.
ALTER TABLE idempotency_keys
    ADD COLUMN key_id text NOT NULL DEFAULT '',
    DROP CONSTRAINT idempotency_keys_pkey,
    ADD PRIMARY KEY (agency_id, key_id, key);
ALTER TABLE idempotency_keys ALTER COLUMN key_id DROP DEFAULT;
