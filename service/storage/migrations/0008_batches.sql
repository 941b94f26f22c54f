-- Batches: many uploads sent at once and worked off in chunks, by any worker.
--
-- Batches belong to whoever sent them, not to an agency. Nothing here is ever referred to by what
-- is stored of reports: the results may go while the reports stay.

-- `key_id` is '' where the service was used without keys. `accepted_at` is null while the batch
-- is still being received; nobody sees it then. `bytes` and `sha256` are those of the body.
CREATE TABLE batches (
    batch_id text NOT NULL CHECK (batch_id ~ '^[0-9a-f]{32}$'),
    key_id text NOT NULL,
    request_id text,
    media_type text NOT NULL,
    bytes bigint NOT NULL,
    sha256 text NOT NULL,
    idempotency_key text,
    begun_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    accepted_at timestamptz,
    cancelled_at timestamptz,
    PRIMARY KEY (batch_id)
);

-- For GET /v1/batches, which answers the newest of a key first.
CREATE INDEX batches_key_id_idx ON batches (key_id, accepted_at, batch_id)
    WHERE accepted_at IS NOT NULL;
-- For GET /v1/batches of a key of scope admin, and for those that are kept no longer.
CREATE INDEX batches_accepted_at_idx ON batches (accepted_at, batch_id);
-- For a batch that is sent again under its Idempotency-Key.
CREATE INDEX batches_idempotency_key_idx ON batches (key_id, idempotency_key)
    WHERE idempotency_key IS NOT NULL;

-- What one worker works off at a time, a job of the queue each. All reports of an agency are in
-- one chunk, so that their order stays. The counts stand here, since all workers of a batch would
-- wait for each other at its own row; a chunk is written by its worker alone.
-- `attempts` counts those that did not come to an end since the last that got anywhere.
CREATE TABLE batch_chunks (
    batch_id text NOT NULL REFERENCES batches ON DELETE CASCADE,
    chunk integer NOT NULL,
    items integer NOT NULL,
    stored integer NOT NULL DEFAULT 0,
    unchanged integer NOT NULL DEFAULT 0,
    refused integer NOT NULL DEFAULT 0,
    cancelled integer NOT NULL DEFAULT 0,
    attempts integer NOT NULL DEFAULT 0,
    begun_at timestamptz,
    ended_at timestamptz,
    PRIMARY KEY (batch_id, chunk)
);

-- The uploads and what became of them; `ordinal` is their order in what was sent, from 1.
-- `content` is taken out once there is a result. `stated_year` is what the sender says.
CREATE TABLE batch_items (
    batch_id text NOT NULL REFERENCES batches ON DELETE CASCADE,
    ordinal integer NOT NULL,
    chunk integer NOT NULL,
    name text NOT NULL,
    agency_id text,
    stated_year smallint,
    media_type text,
    filename text,
    content bytea,
    attempts integer NOT NULL DEFAULT 0,
    status text CHECK (status IN ('stored', 'unchanged', 'refused', 'cancelled')),
    year smallint,
    revision integer,
    errors integer,
    warnings integer,
    infos integer,
    problem text,
    detail text,
    PRIMARY KEY (batch_id, ordinal),
    CHECK ((status IS NULL) = (content IS NOT NULL))
);

-- Texts lie here for seconds: packing them would cost more than it spares.
ALTER TABLE batch_items ALTER COLUMN content SET STORAGE EXTERNAL;

-- For the worker of a chunk, which takes what is left of it, agency by agency.
CREATE INDEX batch_items_left_idx ON batch_items (batch_id, chunk, agency_id COLLATE "C", ordinal)
    WHERE status IS NULL;
