-- A report and its first revision refer to each other, so one of the two has to be there first.
--
-- The report was, without its revision, and became another row once that was there: a second
-- version with an entry in each of its three indexes. Now it is written whole, and whether the
-- revision is there is asked at the end of the transaction. Releases before write as ever.

ALTER TABLE reports
    ALTER CONSTRAINT reports_current_revision_fkey DEFERRABLE INITIALLY DEFERRED;
