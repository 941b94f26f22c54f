"""A submission -> a batch in the database, to be worked off by whoever comes by."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Final
from uuid import uuid4

from service.batches.chunks import Chunks
from service.errors import (
    AgencyNotFound,
    EmptyBody,
    IdempotencyKeyReused,
    InvalidAgencyId,
    StorageError,
)
from service.model.key import Bounds
from service.standard.agencies import check_agency_id
from service.storage.agencies import fetch_divisions
from service.storage.batch_arrivals import save_items
from service.storage.batch_items import Result, Waiting
from service.storage.batch_records import Submission
from service.storage.batches import (
    delete_batch,
    fetch_named,
    lock_name,
    save_acceptance,
    save_batch,
)
from service.storage.pool import Pool, Statements
from service.storage.queue import save_jobs
from service.submissions.item import Item, Refused

PIECE_ITEMS: Final = 500  # reports that are written in one transaction
PIECE_BYTES: Final = 4 * 1024 * 1024  # or of so many bytes, and one report more


def accept(
    pool: Pool, entries: Iterable[Item | Refused], submission: Submission, bounds: Bounds
) -> str:
    """
    Keep what was submitted as a batch; return its id once nothing of it can be lost.

    Reports of agencies outside of the bounds are refused one by one, as if each had been sent
    alone. Raises EmptyBody, IdempotencyKeyReused, whatever reading the entries raises, and
    StorageError; then there is no batch.
    """
    batch_id = uuid4().hex
    with pool.transaction() as statements:
        known = _known(statements, submission)
        if known is not None:
            return known
        save_batch(statements, batch_id, submission)
    try:
        chunks = Chunks()
        for piece in _pieces(entries):
            with pool.transaction() as statements:
                _save_piece(statements, batch_id, piece, chunks, bounds)
        return _finish(pool, batch_id, submission, chunks)
    except BaseException:
        _forget(pool, batch_id)
        raise


def _known(statements: Statements, submission: Submission) -> str | None:
    """Return the batch that the same request made before under its Idempotency-Key."""
    found = fetch_named(statements, submission) if submission.name is not None else None
    if found is None:
        return None
    batch_id, is_same = found
    if not is_same:
        raise IdempotencyKeyReused
    return batch_id


def _pieces(entries: Iterable[Item | Refused]) -> Iterator[list[Item | Refused]]:
    """Yield the entries in lists that fit into the memory, however large each of them is."""
    piece: list[Item | Refused] = []
    size = 0
    for entry in entries:
        piece.append(entry)
        size += len(entry.upload.data) if isinstance(entry, Item) else 0
        if len(piece) == PIECE_ITEMS or size >= PIECE_BYTES:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def _save_piece(
    statements: Statements,
    batch_id: str,
    piece: list[Item | Refused],
    chunks: Chunks,
    bounds: Bounds,
) -> None:
    divisions: Mapping[str, str | None] = {}
    if bounds.division is not None:
        ids = {entry.agency_id for entry in piece if isinstance(entry, Item)}
        divisions = fetch_divisions(statements, ids)
    judged = (_within(entry, bounds, divisions) for entry in piece)
    save_items(statements, batch_id, [_row(entry, chunks) for entry in judged])


def _within(
    entry: Item | Refused, bounds: Bounds, divisions: Mapping[str, str | None]
) -> Item | Refused:
    """Refuse what POST of the single report would refuse before it looks at the report."""
    if isinstance(entry, Refused):
        return entry
    try:
        check_agency_id(entry.agency_id)
    except InvalidAgencyId as error:
        return Refused(entry.name, "invalid-agency-id", str(error))
    is_named = entry.agency_id in bounds.agency_ids
    if not is_named and not bounds.hold_division(divisions.get(entry.agency_id)):
        return Refused(entry.name, "agency-not-found", str(AgencyNotFound()))
    return entry


def _row(entry: Item | Refused, chunks: Chunks) -> tuple[int, Waiting | Result]:
    ordinal = chunks.total + 1
    if isinstance(entry, Refused):
        name, reason, detail = entry
        refused = Result(ordinal, name, None, "refused", problem=reason, detail=detail)
        return chunks.add_refused(), refused
    upload = entry.upload
    said = upload.year, upload.media_type, upload.filename, upload.data
    return chunks.add(entry.agency_id), Waiting(ordinal, entry.name, entry.agency_id, *said)


def _finish(pool: Pool, batch_id: str, submission: Submission, chunks: Chunks) -> str:
    """Let the batch be worked off, unless the same request was faster on another connection."""
    if not chunks.total:
        raise EmptyBody("There is no report in the submission.")
    with pool.transaction() as statements:
        if submission.name is not None:
            lock_name(statements, submission)
            known = _known(statements, submission)
            if known is not None:
                delete_batch(statements, batch_id)
                return known
        save_acceptance(statements, batch_id, chunks.all())
        save_jobs(statements, batch_id, chunks.largest_first())
    return batch_id


def _forget(pool: Pool, batch_id: str) -> None:
    """Remove what nobody has seen; where that fails, it goes with what is kept no longer."""
    with suppress(StorageError), pool.transaction() as statements:
        delete_batch(statements, batch_id)
