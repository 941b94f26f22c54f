"""Batches whose results are kept no longer."""

from service.limits import Limits
from service.storage.batches import delete_batch, fetch_outdated_batches
from service.storage.pool import Pool


def forget(pool: Pool, limits: Limits) -> int:
    """
    Remove what was finished BATCH_DAYS ago, and what never arrived whole; return how many.

    What is stored of their reports stays. Raises StorageError.
    """
    outdated = pool.ask(fetch_outdated_batches, limits.batch_days)
    for batch_id in outdated:
        with pool.transaction() as statements:
            delete_batch(statements, batch_id)
    return len(outdated)
