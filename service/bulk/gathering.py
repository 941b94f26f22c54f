"""New revisions, gathered until all of their rows are copied at once."""

from service.intake.storing import New
from service.storage.bulk.copying import Copies
from service.storage.bulk.reports import save_current_revisions, save_entries, save_reports
from service.storage.findings import judgement_row
from service.storage.pool import Statements
from service.storage.records import Revision, finding_rows
from service.storage.revisions import head_row, part_rows
from service.storage.statistics import Counted, count_reports, fetch_counted
from service.storage.tallies import tally_of
from service.storage.trail import Author


class Gathered:
    """Revisions that are new and not yet stored; their agencies are locked."""

    def __init__(self, statements: Statements) -> None:
        """Begin with none."""
        self._statements = statements
        self._copies = Copies(statements)
        self._counted: dict[tuple[str, int], Counted] = {}
        self._replaced: set[tuple[str, int]] = set()
        self._revisions: list[Revision] = []

    def add(self, new: New, division: str | None, *, replaces: bool) -> None:
        """Take up a revision, as lines; its report may go. `replaces`: another one is held now."""
        key, add = new.revision, self._copies.add
        year = key.agency_id, key.year
        tally = tally_of(new.report, new.judgement.findings)
        self._counted[year] = Counted(division, key.year, tally)
        if replaces:
            self._replaced.add(year)
        add("revisions", key, [head_row(key, new.source, new.report)])
        for table, rows in part_rows(new.report):
            add(table, key, rows)
        add("finding_sets", key, [judgement_row(key, new.judgement)])
        add("findings", key, finding_rows(new.judgement.findings, key.judging))
        self._revisions.append(key)

    def save(self, author: Author) -> None:
        """Store all of them; the last one of each year becomes the current one."""
        if not self._revisions:
            return
        last = {(key.agency_id, key.year): key for key in self._revisions}
        no_more = [
            counted
            for agency_id, year in sorted(self._replaced)
            for counted in fetch_counted(self._statements, agency_id, year)
        ]
        count_reports(self._statements, self._counted.values(), no_more=no_more)
        save_reports(self._statements, list(last))
        self._copies.copy()
        save_entries(self._statements, author, self._revisions)
        save_current_revisions(self._statements, list(last.values()))
