"""`nianbao purge`: shows what would go, asks, and removes it for ever."""

import argparse
import logging
import sys

from service.administration.account import author
from service.administration.stored import connections
from service.api.representation import render_to_store
from service.config import Settings
from service.errors import PurgeRefused
from service.progress import say
from service.purging import look, purge
from service.storage.agencies import Agency
from service.storage.purging import Doomed, Target


def main(settings: Settings, options: argparse.Namespace) -> int:
    """Do it; return 1 where the operator does not agree. Raises ServiceError."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    target = Target(options.agency, options.year, options.revision)
    if target.revision is not None and target.year is None:
        raise PurgeRefused("A revision is one of a year; name that, too.")
    with connections(settings) as pool:
        agency, doomed = look(pool, target)
        _show(agency, doomed, target)
        if not options.yes and not _agrees(agency):
            say("nothing is removed")
            return 1
        purge(pool, target, doomed, author(), render_to_store)
    return 0


def _show(agency: Agency, doomed: list[Doomed], target: Target) -> None:
    sys.stderr.write(f"This is removed for ever of {agency.agency_id} ({agency.name or '?'}):\n")
    for each in doomed:
        sys.stderr.write(
            f"  {each.year} revision {each.revision}, received on {each.received_at}, "
            f"{each.bytes} bytes, sha256 {each.sha256}\n"
        )
    if target.year is None:
        sys.stderr.write("  the agency itself with its names\n")


def _agrees(agency: Agency) -> bool:
    sys.stderr.write("Type the agency's id to go on: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip() == agency.agency_id
