-- Agencies as they are registered by PUT and learned from uploads.
--
-- `name` is the official one: registered, else that of the first upload that bore one.
-- `learned_names` are those that uploads bore beside the registered ones.
-- `sought` is every name behind a "^", and `grams` are the words that it is found by: each of its
-- characters and each pair of neighbours; see storage/names.py.

ALTER TABLE agencies
    ADD COLUMN other_names text[] NOT NULL DEFAULT '{}',
    ADD COLUMN learned_names text[] NOT NULL DEFAULT '{}',
    ADD COLUMN division text CHECK (division ~ '^[0-9]{6}$'),
    ADD COLUMN level text,
    ADD COLUMN parent text,
    ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN sought text NOT NULL DEFAULT '',
    ADD COLUMN grams text[] NOT NULL DEFAULT '{}';

UPDATE agencies
SET sought = '^' || lower(name), grams = ARRAY(
    SELECT DISTINCT gram
    FROM generate_series(1, char_length(lower(name))) AS at,
        LATERAL (VALUES (substr(lower(name), at, 1)), (substr('^' || lower(name), at, 2))) AS each (gram)
)
WHERE name IS NOT NULL;

-- For GET /v1/agencies?q=.
CREATE INDEX agencies_grams_idx ON agencies USING gin (grams);
-- For GET /v1/agencies?division= and GET /v1/reports?division=, which take a prefix.
CREATE INDEX agencies_division_idx ON agencies (division text_pattern_ops, agency_id);
