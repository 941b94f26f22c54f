-- The rows of a revision and of a finding set refer to it no longer.
--
-- They are written by one function in the transaction that writes what they belong to, and removed
-- by one function with it; nothing else touches them. Each check reads and locks the row above,
-- some seventy times a report: a quarter of what storing a report takes of the server.
-- Reports, revisions and finding sets, which point at each other, keep their foreign keys.

ALTER TABLE sections DROP CONSTRAINT sections_agency_id_year_revision_fkey;
ALTER TABLE disclosure_rows DROP CONSTRAINT disclosure_rows_agency_id_year_revision_fkey;
ALTER TABLE application_rows DROP CONSTRAINT application_rows_agency_id_year_revision_fkey;
ALTER TABLE review_rows DROP CONSTRAINT review_rows_agency_id_year_revision_fkey;
ALTER TABLE figures DROP CONSTRAINT figures_agency_id_year_revision_fkey;
ALTER TABLE findings DROP CONSTRAINT findings_agency_id_year_revision_judging_fkey;
