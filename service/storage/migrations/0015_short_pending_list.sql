-- What was inserted lately waits in a list until it is merged into the index on rules, and whoever
-- seeks by a rule reads all of that list: with 4 MB as they come, longer than anything else. With
-- the 64 kB that are the least it stays below a tenth of a millisecond, and the next insert merges.

ALTER INDEX finding_sets_rules_idx SET (gin_pending_list_limit = 64);
