-- For GET /v1/agencies, whose pages are in this order. A part that many names have is found
-- by going through the names until the page is full, a rare one by agencies_grams_idx:
-- Postgres knows which is which from the statistics of `grams`.
CREATE INDEX agencies_name_idx ON agencies (COALESCE(name, ''), agency_id);
