-- What GET answers of a report is found by a plan that the server keeps with each connection, also
-- where pgbouncer lends it from one caller to the next; see fetch_shown in storage/reports.py.

-- The last finding set of a revision is the one that counts. All are null where there is none.
CREATE FUNCTION shown_report(
    IN of_agency text, IN of_year integer,
    OUT revision integer, OUT representation text, OUT etag text
)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    SELECT finding_sets.revision, convert_from(finding_sets.representation, 'UTF8'),
        finding_sets.etag
    INTO revision, representation, etag
    FROM finding_sets
    WHERE agency_id = of_agency AND year = of_year AND finding_sets.revision = (
        SELECT current_revision
        FROM reports
        WHERE agency_id = of_agency AND year = of_year AND withdrawn_at IS NULL
    )
    ORDER BY judging DESC
    LIMIT 1;
END
$$;
