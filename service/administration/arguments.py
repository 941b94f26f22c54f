"""What the commands take; apart from them, so that `nianbao check` loads no database driver."""

import argparse
from typing import Final

from service.model.key import Scope

LONGEST_DAYS: Final = 36_500
MOST_PROCESSES: Final = 256


def of_keys(parser: argparse.ArgumentParser) -> None:
    """Declare `nianbao keys`."""
    actions = parser.add_subparsers(dest="action", required=True)
    create = actions.add_parser(
        "create",
        help="make a key and print its secret, once",
        description="The secret alone goes to standard output; nobody can find it out again. "
        "Bound to agencies and a division, a key is for those of either; without, for all.",
    )
    create.add_argument("name", help="what the key is for, such as the portal that uses it")
    create.add_argument("--scope", choices=[scope.value for scope in Scope], required=True)
    create.add_argument("--agency", metavar="ID", action="append", default=[], help="repeatable")
    create.add_argument("--division", metavar="CODE", help="the beginning of a division code")
    create.add_argument("--days", type=_days, metavar="N", help="how long it lasts; else for ever")
    actions.add_parser("list", help="list all keys, also those revoked and expired")
    actions.add_parser("revoke", help="revoke a key for ever").add_argument("id")


def of_worker(parser: argparse.ArgumentParser) -> None:
    """Declare `nianbao worker`."""
    parser.add_argument(
        "--processes", type=_processes, metavar="N", help="how many; one for each core if left out"
    )


def of_purge(parser: argparse.ArgumentParser) -> None:
    """Declare `nianbao purge`."""
    parser.add_argument("agency", help="the agency's id")
    parser.add_argument("--year", type=int, help="this year alone; else all that the agency has")
    parser.add_argument("--revision", type=int, help="this revision of the year alone")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def of_import(parser: argparse.ArgumentParser) -> None:
    """Declare `nianbao import`."""
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="DIR|ZIP|NDJSON",
        help="reports in folders named after their agencies, or a line each",
    )
    parser.add_argument(
        "--unreadable", metavar="FILE", help="write here what could not be read, a line each"
    )
    parser.add_argument(
        "--processes", type=_processes, metavar="N", help="how many; else one a processor"
    )


def _processes(printed: str) -> int:
    if not (printed.isascii() and printed.isdigit() and 1 <= int(printed) <= MOST_PROCESSES):
        raise argparse.ArgumentTypeError(f"a number of processes from 1 to {MOST_PROCESSES}")
    return int(printed)


def _days(printed: str) -> int:
    if not (printed.isascii() and printed.isdigit() and 1 <= int(printed) <= LONGEST_DAYS):
        raise argparse.ArgumentTypeError(f"a number of days from 1 to {LONGEST_DAYS}")
    return int(printed)
