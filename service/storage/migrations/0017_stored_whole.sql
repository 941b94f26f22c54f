-- What is stored of a report goes to the server as the values of one function: rows of their own
-- by their columns, the rows of a table as one text of JSON, null where there are none. The server
-- keeps the plans of a function with each connection, also where pgbouncer lends it from one caller
-- to the next; to read and plan the same statements for each report took it a sixth of its time.
-- See storage/rows.py. A column that is added to one of the tables needs functions with other
-- names, since the release before goes on calling these.

-- What was read from the bytes of a revision.
CREATE FUNCTION save_reading(
    its_agency_id text, its_year integer, its_revision integer, its_sections json,
    its_disclosure_rows json, its_application_rows json, its_review_rows json, its_figures json
)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO sections (
        agency_id, year, revision, ordinal, number, printed_number, title, heading, body, line
    )
    SELECT
        its_agency_id, its_year, its_revision, ordinal, number, printed_number, title, heading,
        body, line
    FROM json_populate_recordset(NULL::sections, its_sections);

    INSERT INTO disclosure_rows (
        agency_id, year, revision, row_code, issued, repealed, in_force, newly_made,
        newly_disclosed, total_disclosed, previous_items, change, decisions, projects,
        amount_10k_cny, printed
    )
    SELECT
        its_agency_id, its_year, its_revision, row_code, issued, repealed, in_force, newly_made,
        newly_disclosed, total_disclosed, previous_items, change, decisions, projects,
        amount_10k_cny, printed
    FROM json_populate_recordset(NULL::disclosure_rows, its_disclosure_rows);

    INSERT INTO application_rows (
        agency_id, year, revision, row_code, natural_person, commercial_enterprise,
        research_institution, public_welfare_organization, legal_service_organization,
        other_organization, total, printed
    )
    SELECT
        its_agency_id, its_year, its_revision, row_code, natural_person, commercial_enterprise,
        research_institution, public_welfare_organization, legal_service_organization,
        other_organization, total, printed
    FROM json_populate_recordset(NULL::application_rows, its_application_rows);

    INSERT INTO review_rows (
        agency_id, year, revision, row_code, upheld, corrected, other, pending, total, printed
    )
    SELECT
        its_agency_id, its_year, its_revision, row_code, upheld, corrected, other, pending,
        total, printed
    FROM json_populate_recordset(NULL::review_rows, its_review_rows);

    INSERT INTO figures (
        agency_id, year, revision, ordinal, figure, value, unit, quote, section, line
    )
    SELECT
        its_agency_id, its_year, its_revision, ordinal, figure, value, unit, quote, section,
        line
    FROM json_populate_recordset(NULL::figures, its_figures);
END
$$;

-- What was found about a revision, and the representation that shows it.
CREATE FUNCTION save_finding_set(
    its_agency_id text, its_year integer, its_revision integer, its_judging integer,
    its_judged_at timestamptz, its_occasion text, its_rule_set text, its_errors integer,
    its_warnings integer, its_infos integer, its_rules text[], its_representation bytea,
    its_etag text, its_findings json
)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO finding_sets (
        agency_id, year, revision, judging, judged_at, occasion, rule_set, errors, warnings,
        infos, rules, representation, etag
    )
    VALUES (
        its_agency_id, its_year, its_revision, its_judging, its_judged_at, its_occasion,
        its_rule_set, its_errors, its_warnings, its_infos, its_rules, its_representation,
        its_etag
    );

    INSERT INTO findings (
        agency_id, year, revision, judging, ordinal, rule, name, version, severity, origin,
        message_zh, message_en, pointer, line, quote, expected, actual, basis, fingerprint
    )
    SELECT
        its_agency_id, its_year, its_revision, its_judging, ordinal, rule, name, version,
        severity, origin, message_zh, message_en, pointer, line, quote, expected, actual, basis,
        fingerprint
    FROM json_populate_recordset(NULL::findings, its_findings);
END
$$;

-- A new revision, which becomes the one that GET answers and brings a withdrawn year back.
CREATE FUNCTION save_revision(
    its_agency_id text, its_year integer, its_revision integer, its_judging integer,
    its_received_at timestamptz, its_sha256 text, its_source bytea, its_media_type text,
    its_encoding text, its_filename text, its_provenance bytea, its_format text, its_title text,
    its_agency_name text, its_period_start date, its_period_end date, its_signed_on date,
    its_sections json, its_disclosure_rows json, its_application_rows json,
    its_review_rows json, its_figures json, its_judged_at timestamptz, its_occasion text,
    its_rule_set text, its_errors integer, its_warnings integer, its_infos integer,
    its_rules text[], its_representation bytea, its_etag text, its_findings json
)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF its_revision = 1 THEN
        INSERT INTO reports (agency_id, year, current_revision, etag, changed_at)
        VALUES (its_agency_id, its_year, its_revision, its_etag, clock_timestamp());
    ELSE
        UPDATE reports
        SET current_revision = its_revision, etag = its_etag, withdrawn_at = NULL,
            changed_at = clock_timestamp()
        WHERE agency_id = its_agency_id AND year = its_year;
    END IF;

    INSERT INTO revisions (
        agency_id, year, revision, judging, received_at, sha256, source, media_type, encoding,
        filename, provenance, format, title, agency_name, period_start, period_end, signed_on
    )
    VALUES (
        its_agency_id, its_year, its_revision, its_judging, its_received_at, its_sha256,
        its_source, its_media_type, its_encoding, its_filename, its_provenance, its_format,
        its_title, its_agency_name, its_period_start, its_period_end, its_signed_on
    );

    PERFORM save_reading(
        its_agency_id, its_year, its_revision, its_sections, its_disclosure_rows,
        its_application_rows, its_review_rows, its_figures
    );
    PERFORM save_finding_set(
        its_agency_id, its_year, its_revision, its_judging, its_judged_at, its_occasion,
        its_rule_set, its_errors, its_warnings, its_infos, its_rules, its_representation,
        its_etag, its_findings
    );
END
$$;
