-- What the cells of a row show is kept where it is more than the digits of the number beside it:
-- an eighth of the disk, and of what is sent for each report. Earlier rows have it for each cell.

COMMENT ON COLUMN disclosure_rows.printed IS
    'By column, what a cell shows: COALESCE(printed ->> column, column::text) where it shows its whole number alone';
COMMENT ON COLUMN application_rows.printed IS
    'As in disclosure_rows';
COMMENT ON COLUMN review_rows.printed IS
    'As in disclosure_rows';
