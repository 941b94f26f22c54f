-- Agencies, their reports with every revision, and what was read from each.
--
-- Every primary key is led by agency_id, then year and revision: each statement of the service
-- reaches its rows by that path, and the rows of one agency lie together.
-- No index stands beside the primary keys; one that is added says which query needs it.
--
-- Numbers are numeric: what a damaged text runs together may exceed an integer of any width,
-- and an upload must not fail for that. Null is "nothing readable is printed".

CREATE TABLE agencies (
    agency_id text NOT NULL,
    name text,
    registered_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (agency_id),
    CHECK (agency_id ~ '^[A-Za-z0-9._-]{1,64}$')
);

CREATE TABLE reports (
    agency_id text NOT NULL REFERENCES agencies,
    year smallint NOT NULL,
    current_revision integer,
    PRIMARY KEY (agency_id, year)
);

-- `representation` holds the very bytes that POST answered and every GET answers.
-- `source` holds the very bytes that were uploaded.
CREATE TABLE revisions (
    agency_id text NOT NULL,
    year smallint NOT NULL,
    revision integer NOT NULL CHECK (revision > 0),
    received_at timestamptz NOT NULL,
    sha256 text NOT NULL,
    source bytea NOT NULL,
    media_type text NOT NULL,
    encoding text NOT NULL,
    filename text,
    format text,
    title text,
    agency_name text,
    period_start date,
    period_end date,
    signed_on date,
    rule_set text NOT NULL,
    representation bytea NOT NULL,
    etag text NOT NULL,
    PRIMARY KEY (agency_id, year, revision),
    FOREIGN KEY (agency_id, year) REFERENCES reports
);

ALTER TABLE reports
    ADD CONSTRAINT reports_current_revision_fkey
    FOREIGN KEY (agency_id, year, current_revision) REFERENCES revisions;

CREATE TABLE sections (
    agency_id text NOT NULL,
    year smallint NOT NULL,
    revision integer NOT NULL,
    ordinal smallint NOT NULL,
    number smallint NOT NULL,
    printed_number numeric,
    title text NOT NULL,
    heading text NOT NULL,
    body text NOT NULL,
    line integer NOT NULL,
    PRIMARY KEY (agency_id, year, revision, ordinal),
    FOREIGN KEY (agency_id, year, revision) REFERENCES revisions
);

-- Table two; the columns of both formats. `printed` holds what the cells of the row show.
CREATE TABLE disclosure_rows (
    agency_id text NOT NULL,
    year smallint NOT NULL,
    revision integer NOT NULL,
    row_code text NOT NULL,
    issued numeric,
    repealed numeric,
    in_force numeric,
    newly_made numeric,
    newly_disclosed numeric,
    total_disclosed numeric,
    previous_items numeric,
    change numeric,
    decisions numeric,
    projects numeric,
    amount_10k_cny numeric,
    printed jsonb NOT NULL,
    PRIMARY KEY (agency_id, year, revision, row_code),
    FOREIGN KEY (agency_id, year, revision) REFERENCES revisions
);

-- Table three.
CREATE TABLE application_rows (
    agency_id text NOT NULL,
    year smallint NOT NULL,
    revision integer NOT NULL,
    row_code text NOT NULL,
    natural_person numeric,
    commercial_enterprise numeric,
    research_institution numeric,
    public_welfare_organization numeric,
    legal_service_organization numeric,
    other_organization numeric,
    total numeric,
    printed jsonb NOT NULL,
    PRIMARY KEY (agency_id, year, revision, row_code),
    FOREIGN KEY (agency_id, year, revision) REFERENCES revisions
);

-- Table four, one row per group of five cells.
CREATE TABLE review_rows (
    agency_id text NOT NULL,
    year smallint NOT NULL,
    revision integer NOT NULL,
    row_code text NOT NULL,
    upheld numeric,
    corrected numeric,
    other numeric,
    pending numeric,
    total numeric,
    printed jsonb NOT NULL,
    PRIMARY KEY (agency_id, year, revision, row_code),
    FOREIGN KEY (agency_id, year, revision) REFERENCES revisions
);

-- What the prose states.
CREATE TABLE figures (
    agency_id text NOT NULL,
    year smallint NOT NULL,
    revision integer NOT NULL,
    ordinal integer NOT NULL,
    figure text NOT NULL,
    value numeric NOT NULL,
    unit text,
    quote text NOT NULL,
    section smallint NOT NULL,
    line integer NOT NULL,
    PRIMARY KEY (agency_id, year, revision, ordinal),
    FOREIGN KEY (agency_id, year, revision) REFERENCES revisions
);

CREATE TABLE findings (
    agency_id text NOT NULL,
    year smallint NOT NULL,
    revision integer NOT NULL,
    ordinal integer NOT NULL,
    rule text NOT NULL,
    name text NOT NULL,
    version integer NOT NULL,
    severity text NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
    origin text NOT NULL CHECK (origin IN ('source', 'extraction')),
    message_zh text NOT NULL,
    message_en text NOT NULL,
    pointer text,
    line integer,
    quote text,
    expected text,
    actual text,
    basis text NOT NULL,
    fingerprint text NOT NULL,
    PRIMARY KEY (agency_id, year, revision, ordinal),
    FOREIGN KEY (agency_id, year, revision) REFERENCES revisions
);
