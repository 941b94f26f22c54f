"""docs/accuracy.md, written whole by the run that it reports."""

from tests.accuracy.tally import Totals, table, targets

_PAGE = """\
# How much of a report is read right

Written by `make accuracy`, never by hand:

    {command}

{reports} reports with known content were generated from that seed in {layouts} layouts, read by
`service.parsing`, and compared cell by cell with what was written into them.
The generator (`tests/generator`) and the comparison (`tests/accuracy`) share no code with the
reader but the names of rows and columns in `service/standard`.
The same command on the same tree gives the same table.

{targets}

What is counted:

- **cells**: cells whose number is printed and whose place a careful person could tell from the
  text alone. Each is *right*, *null* with a problem that points at the cell, its row or its table
  (said) or without one (unsaid), or *wrong*.
- **wrong in silence**: a value that is not the printed one, or stands where none is printed (in a
  blank cell, in a lost one, in a row that the report does not have), and no problem points at the
  cell or its row. This is what must not happen; it is counted for doubtful cells too.
- **doubtful**: a number is printed, but nobody could be sure of its digits or its column: blanks
  lost from a row, digits run together that split in several ways, a row that lost a cell, its
  label or a part. These may be read or left null, but not read as another number.
- **misplaced**: numbers whose place in the text does not read as them, or lies in another cell.
- **facts**: agency, year, first and last day of the period, date of signature.
- **figures**: numbers in the prose that are charted; *false* ones were read and are not stated.
- **refused**: texts that were not recognised as a report at all.

Noise befalls two of three reports: confused characters, blanks, advertising and pinyin in labels,
other numbering, half-width and traditional characters, full-width digits, thousands separators,
units and notes in cells, headings missing, doubled or out of order, heads of tables missing or
repeated, prose around tables, page furniture, labels and cells lost, a second report behind the
first, a third of the text torn away, and five encodings.
In the layouts `repeats-removed` and `prose-only` the cells are lost: only silence can be asked.

{table}
"""


def page(command: str, totals: Totals) -> str:
    """Return the page; `command` makes it again."""
    return _PAGE.format(
        command=command,
        reports=f"{sum(counts['reports'] for counts in totals.values()):,}",
        layouts=len(totals),
        targets=targets(totals),
        table=table(totals),
    )
