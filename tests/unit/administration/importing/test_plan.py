"""Which reports of an import go together."""

from itertools import pairwise

from service.administration.importing.plan import CHUNK, LEAST, Entry, by_agency, chunks
from service.administration.importing.sources import Listed


class Given:
    def __init__(self, agencies: dict[str, int]) -> None:
        self._agencies = agencies

    def listed(self) -> list[Listed]:
        return [Listed(each, place) for each, n in self._agencies.items() for place in range(n)]


def plan(agencies: dict[str, int], processes: int = 2) -> list[list[Entry]]:
    return list(chunks(by_agency([Given(agencies)]), processes))


def test_every_report_is_in_one_chunk_and_an_agency_in_no_more() -> None:
    agencies = {f"agency-{number:04}": 1 + number % 7 for number in range(300)}
    planned = plan(agencies)
    assert sorted(map(len, plan({"one": 3 * CHUNK}))) == [3 * CHUNK]
    assert sum(map(len, planned)) == sum(agencies.values())
    whole = {frozenset(range(each)) for each in agencies.values()}
    for chunk in planned:
        places = [entry.place for entry in chunk]
        starts = [at for at, place in enumerate(places) if place == 0] + [len(places)]
        parts = [frozenset(places[a:b]) for a, b in pairwise(starts)]
        assert starts[0] == 0
        assert whole.issuperset(parts)


def test_chunks_are_large_at_first_and_small_at_the_end() -> None:
    sizes = [len(chunk) for chunk in plan({f"agency-{number:05}": 5 for number in range(1_000)})]
    assert sizes[0] == CHUNK
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] <= LEAST


def test_the_more_processes_share_the_end_the_sooner_chunks_become_small() -> None:
    agencies = {f"agency-{number:05}": 5 for number in range(200)}
    few, many = (plan(agencies, processes) for processes in (2, 20))
    assert len(few[5]) == CHUNK
    assert len(many[5]) == LEAST
