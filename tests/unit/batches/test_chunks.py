from service.batches.chunks import CHUNK_ITEMS, Chunks


def test_chunks_are_filled_one_after_another() -> None:
    chunks = Chunks()
    given = [chunks.add(f"agency-{number}") for number in range(2 * CHUNK_ITEMS + 1)]
    assert given == [0] * CHUNK_ITEMS + [1] * CHUNK_ITEMS + [2]
    assert [tuple(each) for each in chunks.all()] == [
        (0, CHUNK_ITEMS, 0),
        (1, CHUNK_ITEMS, 0),
        (2, 1, 0),
    ]


def test_an_agency_stays_in_its_chunk_however_full_that_is() -> None:
    chunks = Chunks()
    for number in range(CHUNK_ITEMS + 1):
        chunks.add(f"agency-{number}")
    assert [chunks.add("agency-0") for _ in range(3)] == [0, 0, 0]
    assert chunks.all()[0].items == CHUNK_ITEMS + 3
    assert chunks.total == CHUNK_ITEMS + 4


def test_what_is_refused_already_is_counted_and_takes_room() -> None:
    chunks = Chunks()
    assert [chunks.add_refused() for _ in range(CHUNK_ITEMS)] == [0] * CHUNK_ITEMS
    assert chunks.add("a") == 1
    assert [tuple(each) for each in chunks.all()] == [(0, CHUNK_ITEMS, CHUNK_ITEMS), (1, 1, 0)]
