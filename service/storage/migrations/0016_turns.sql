-- An upload finds its agency, makes and locks it, and is told what it follows, in one message.

-- A report and its first revision refer to each other, so one of the two has to be there first.
-- The report was, without its revision, and became another row once that was there: a second
-- version with an entry in each of its three indexes. Now it is written whole, and whether the
-- revision is there is asked at the end of the transaction. Releases before write as ever.
ALTER TABLE reports
    ALTER CONSTRAINT reports_current_revision_fkey DEFERRABLE INITIALLY DEFERRED;

-- Registers the agency unless it is, locks it, and says what a new revision of the year has to
-- follow; see take_turn in storage/turns.py. The server keeps the plans of a function with each
-- connection, also where pgbouncer lends it from one caller to the next. Each statement sees what
-- was committed before it began, so the last one sees all that whoever held the lock has stored.
-- agency_id is null where the agency was removed before it was locked.
CREATE FUNCTION take_turn(
    IN of_agency text, IN of_year integer,
    IN its_division text, IN its_name text, IN its_sought text, IN its_grams text[],
    OUT is_new boolean,
    OUT agency_id text, OUT name text, OUT other_names text[], OUT learned_names text[],
    OUT division text, OUT level text, OUT parent text,
    OUT registered_at timestamptz, OUT changed_at timestamptz,
    OUT last_revision integer, OUT sha256 text, OUT etag text, OUT moment timestamptz
)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    INSERT INTO agencies (agency_id, division, name, sought, grams)
    VALUES (of_agency, its_division, its_name, its_sought, its_grams)
    ON CONFLICT DO NOTHING;
    is_new := FOUND;

    SELECT
        agency_id, name, other_names, learned_names, division, level, parent,
        registered_at, changed_at
    INTO
        agency_id, name, other_names, learned_names, division, level, parent,
        registered_at, changed_at
    FROM agencies
    WHERE agency_id = of_agency
    FOR NO KEY UPDATE;

    SELECT
        current_revision,
        CASE WHEN reports.withdrawn_at IS NULL THEN revisions.sha256 END,
        CASE WHEN reports.withdrawn_at IS NULL THEN reports.etag END
    INTO last_revision, sha256, etag
    FROM reports
    LEFT JOIN revisions
        ON (revisions.agency_id, revisions.year, revision)
        = (reports.agency_id, reports.year, current_revision)
    WHERE reports.agency_id = of_agency AND reports.year = of_year;

    last_revision := COALESCE(last_revision, 0);
    moment := date_trunc('milliseconds', clock_timestamp());
END
$$;
