from itertools import pairwise

from service.batches.chunks import CHUNK_ITEMS, LEAST_ITEMS, PARTS, Chunks


def filled(number: int) -> Chunks:
    """Return the chunks of so many agencies with a report each."""
    chunks = Chunks()
    for each in range(number):
        chunks.add(f"agency-{each}")
    return chunks


def sizes(chunks: Chunks) -> list[int]:
    return [each.items for each in chunks.all()]


def test_chunks_are_filled_one_after_another() -> None:
    chunks = Chunks()
    given = [chunks.add(f"agency-{number}") for number in range(2 * LEAST_ITEMS + 1)]
    assert given == [0] * LEAST_ITEMS + [1] * LEAST_ITEMS + [2]
    assert [tuple(each) for each in chunks.all()] == [
        (0, LEAST_ITEMS, 0),
        (1, LEAST_ITEMS, 0),
        (2, 1, 0),
    ]


def test_chunks_become_larger_up_to_a_bound() -> None:
    full = sizes(filled(2_000))[:-1]
    assert full == sorted(full)
    assert (full[0], full[-1]) == (LEAST_ITEMS, CHUNK_ITEMS)
    assert 10 < full.index(CHUNK_ITEMS) < 15


def test_what_is_worked_off_last_is_small() -> None:
    chunks = filled(2_000)
    order = chunks.largest_first()
    assert sorted(order) == list(range(len(sizes(chunks))))
    left = [sizes(chunks)[chunk] for chunk in order]
    assert all(one >= next_one for one, next_one in pairwise(left))
    assert left[-4:-1] == [LEAST_ITEMS] * (PARTS - 1)


def test_an_agency_stays_in_its_chunk_however_full_that_is() -> None:
    chunks = filled(CHUNK_ITEMS + 1)
    assert [chunks.add("agency-0") for _ in range(3)] == [0, 0, 0]
    assert chunks.all()[0].items == LEAST_ITEMS + 3
    assert chunks.total == CHUNK_ITEMS + 4


def test_what_is_refused_already_is_counted_and_takes_room_and_no_work() -> None:
    chunks = Chunks()
    assert [chunks.add_refused() for _ in range(LEAST_ITEMS)] == [0] * LEAST_ITEMS
    assert chunks.add("a") == 1
    assert [tuple(each) for each in chunks.all()] == [(0, LEAST_ITEMS, LEAST_ITEMS), (1, 1, 0)]
    assert chunks.largest_first() == [1, 0]
