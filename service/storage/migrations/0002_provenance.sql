-- Where each value of a representation is printed: JSON, kept as it was rendered with it.
-- A later reader may place a value elsewhere, so it cannot be made anew from the source.
-- Null for revisions that were stored before it was kept.

ALTER TABLE revisions ADD COLUMN provenance bytea;

-- A text of 10 MB that is nothing but headings has more sections than a smallint counts.

ALTER TABLE sections ALTER COLUMN ordinal TYPE integer;
