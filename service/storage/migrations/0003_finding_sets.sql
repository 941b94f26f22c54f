-- What was found about a revision becomes a row of its own: judging it again, by other rules or
-- with a neighbouring year at hand, adds a dated finding set and leaves the earlier ones as they
-- are. A representation shows the findings, so there is one for each set.

CREATE TABLE finding_sets (
    agency_id text NOT NULL,
    year smallint NOT NULL,
    revision integer NOT NULL,
    judging integer NOT NULL CHECK (judging > 0),
    judged_at timestamptz NOT NULL,
    occasion text NOT NULL CHECK (occasion IN ('upload', 'neighbour', 'rules')),
    rule_set text NOT NULL,
    errors integer NOT NULL,
    warnings integer NOT NULL,
    infos integer NOT NULL,
    rules text[] NOT NULL, -- the codes of the findings, each once
    representation bytea NOT NULL,
    etag text NOT NULL,
    PRIMARY KEY (agency_id, year, revision, judging),
    FOREIGN KEY (agency_id, year, revision) REFERENCES revisions
);

INSERT INTO finding_sets
SELECT
    agency_id, year, revision, 1, received_at, 'upload', rule_set,
    count(f.rule) FILTER (WHERE f.severity = 'error'),
    count(f.rule) FILTER (WHERE f.severity = 'warning'),
    count(f.rule) FILTER (WHERE f.severity = 'info'),
    COALESCE(array_agg(DISTINCT f.rule) FILTER (WHERE f.rule IS NOT NULL), '{}'),
    representation, etag
FROM revisions
LEFT JOIN findings f USING (agency_id, year, revision)
GROUP BY agency_id, year, revision;

ALTER TABLE findings ADD COLUMN judging integer NOT NULL DEFAULT 1;
ALTER TABLE findings
    ALTER COLUMN judging DROP DEFAULT,
    DROP CONSTRAINT findings_pkey,
    DROP CONSTRAINT findings_agency_id_year_revision_fkey,
    ADD PRIMARY KEY (agency_id, year, revision, judging, ordinal),
    ADD FOREIGN KEY (agency_id, year, revision, judging) REFERENCES finding_sets;

-- `judging` points at the finding set that counts. `withdrawn_at` is set where the year was
-- withdrawn while this revision was the current one.
ALTER TABLE revisions
    ADD COLUMN judging integer NOT NULL DEFAULT 1,
    ADD COLUMN withdrawn_at timestamptz,
    DROP COLUMN rule_set,
    DROP COLUMN representation,
    DROP COLUMN etag;
ALTER TABLE revisions
    ALTER COLUMN judging DROP DEFAULT,
    ADD CONSTRAINT revisions_judging_fkey
        FOREIGN KEY (agency_id, year, revision, judging) REFERENCES finding_sets
        DEFERRABLE INITIALLY DEFERRED; -- each of the two rows names the other

-- `etag` is the tag of the current representation, so that a known one is answered from here.
-- `changed_at` is when callers last saw the report become another one, see storage/changes.py.
-- A withdrawn year keeps its last revision as the current one, and has none while it is stored.
ALTER TABLE reports
    ADD COLUMN etag text,
    ADD COLUMN changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ADD COLUMN withdrawn_at timestamptz;
UPDATE reports
SET etag = finding_sets.etag, changed_at = finding_sets.judged_at
FROM finding_sets
WHERE (reports.agency_id, reports.year, reports.current_revision, 1)
    = (finding_sets.agency_id, finding_sets.year, finding_sets.revision, finding_sets.judging);

-- For GET /v1/reports, which answers in this order, from updated_since or a cursor on.
CREATE INDEX reports_changed_at_idx ON reports (changed_at, agency_id, year);

-- What an Idempotency-Key stood for, for a day at least.
CREATE TABLE idempotency_keys (
    agency_id text NOT NULL REFERENCES agencies,
    key text NOT NULL,
    fingerprint text NOT NULL,
    year smallint NOT NULL,
    revision integer NOT NULL,
    status smallint NOT NULL,
    used_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (agency_id, key),
    FOREIGN KEY (agency_id, year, revision) REFERENCES revisions
);
