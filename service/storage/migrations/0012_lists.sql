-- Lists over a million reports take no longer than over a thousand.
-- transactional: false

-- For GET /v1/reports?year=, which answers in this order: without it a year that few reports are
-- for is sought through the changes of all years.
DROP INDEX CONCURRENTLY IF EXISTS reports_year_idx;
CREATE INDEX CONCURRENTLY reports_year_idx ON reports (year, changed_at, agency_id);
-- For GET /v1/reports?rule=, where few reports break the rule, see storage/listings.py.
DROP INDEX CONCURRENTLY IF EXISTS finding_sets_rules_idx;
CREATE INDEX CONCURRENTLY finding_sets_rules_idx ON finding_sets USING gin (rules);
