-- Sums over all current reports, by year and division, kept in step with every write.
--
-- A write adds a row to `statistics_pending`, with what counts from now on or no more; that takes
-- no lock that another writer could wait for. Now and then one of the writers folds the rows into
-- `statistics`. Who reads adds up both, so the sums are exact at every moment.
--
-- A tally is what storage/tallies.py makes of a representation, and many of them added up.

-- `division` is '' for the whole nation, the first 2 or all 6 digits of a code, or 'none' for the
-- agencies whose division is not known. For GET /v1/statistics, by the primary key.
CREATE TABLE statistics (
    division text COLLATE "C" NOT NULL CHECK (division ~ '^([0-9]{2}|[0-9]{6}|none)?$'),
    year smallint NOT NULL,
    tally json NOT NULL,
    PRIMARY KEY (division, year)
);

-- What is to be added: `division` is the whole code, null where it is not known. Where a tally is
-- null the row stands for a report that was stored before there were statistics, and the
-- representation of that judgement tells what it adds.
CREATE TABLE statistics_pending (
    entry bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    division text,
    year smallint NOT NULL,
    tally json,
    agency_id text,
    revision integer,
    judging integer,
    PRIMARY KEY (entry),
    CHECK ((tally IS NULL) = (agency_id IS NOT NULL))
);

-- What is stored already; storage/migrate.py has it added up before anybody asks.
INSERT INTO statistics_pending (division, year, agency_id, revision, judging)
SELECT division, year, agency_id, revision, judging
FROM reports
JOIN agencies USING (agency_id)
JOIN revisions USING (agency_id, year)
WHERE revision = current_revision AND reports.withdrawn_at IS NULL;
