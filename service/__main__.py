"""The command line of `nianbao`; `nianbao --help` lists what it can do."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from service import __version__
from service.administration import arguments
from service.config import Settings
from service.errors import ConfigurationError, ServiceError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status. What the service cannot do is said in one line."""
    _fill_streams()
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except ServiceError as error:
        print(f"nianbao: {error}", file=sys.stderr)
        return 1


def _fill_streams() -> None:
    """Let what our caller has closed lead nowhere, before a connection of ours gets its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(mode)  # noqa: SIM115 -- by the lowest number, open for good
            os.set_inheritable(stream.fileno(), True)  # noqa: FBT003
            setattr(sys, name, stream)


def _run(options: argparse.Namespace) -> int:
    """Import what the command needs and nothing else: `check` knows no database."""
    if options.command == "check":
        return _check(options)
    if options.command == "openapi":
        return _openapi()
    settings = Settings.from_environment()
    if options.command == "serve":
        from service.serving.supervisor import serve  # noqa: PLC0415

        serve(settings)
        return 0
    if options.command == "worker":
        from service.serving.batch_workers import work  # noqa: PLC0415

        work(settings, options.processes)
        return 0
    if options.command == "migrate":
        return _migrate(settings)
    return _administer(settings, options)


def _administer(settings: Settings, options: argparse.Namespace) -> int:
    """Do what an operator does beside the service."""
    if options.command == "keys":
        from service.administration.keys import main as keys  # noqa: PLC0415

        return keys(settings, options)
    if options.command == "purge":
        from service.administration.purge import main as purge  # noqa: PLC0415

        return purge(settings, options)
    if options.command in ("backup", "restore"):
        from service.administration.backup import back_up, restore  # noqa: PLC0415

        return (back_up if options.command == "backup" else restore)(settings, options.file)
    if options.command == "import":
        from service.administration.importing.command import main as import_  # noqa: PLC0415

        return import_(settings, options)
    from service.administration.revalidate import main as revalidate  # noqa: PLC0415

    return revalidate(settings)


def _migrate(settings: Settings) -> int:
    from service.storage.migrate import migrate  # noqa: PLC0415

    if settings.database_url is None:
        raise ConfigurationError(
            "DATABASE_URL is not set; `nianbao serve` migrates its own server."
        )
    migrate(settings.database_url, settings.limits)
    return 0


def _openapi() -> int:
    """Print the contract of this version; no database is needed."""
    from service.api.openapi import as_yaml, document  # noqa: PLC0415
    from service.app import create_app  # noqa: PLC0415

    contract = as_yaml(document(create_app(Settings())))
    sys.stdout.buffer.write(contract.encode())  # whatever the locale is: the labels are Chinese
    return 0


def _check(options: argparse.Namespace) -> int:
    """Check files; a reader that has seen enough, as `head` has, is no error to speak of."""
    from service.terminal import UNREADABLE  # noqa: PLC0415
    from service.terminal import main as check  # noqa: PLC0415

    try:
        return check(options.files, ndjson=options.ndjson, provenance=options.provenance)
    except OSError as error:
        _give_up_stdout()
        if isinstance(error, BrokenPipeError):
            return 128 + signal.SIGPIPE
        print(f"nianbao: cannot write: {error.strerror}", file=sys.stderr)
        return UNREADABLE


def _give_up_stdout() -> None:
    """Send what is still buffered nowhere, or the interpreter fails once more at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


Commands = Any  # what argparse adds the parser of a command to; its class has no public name


def _parser() -> argparse.ArgumentParser:
    """Return what reads the command line; the commands stand in the order of their help."""
    parser = argparse.ArgumentParser(
        prog="nianbao", description="Annual reports on disclosure of government information."
    )
    parser.add_argument("--version", action="version", version=f"nianbao {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    _add_processes(commands)
    _add_administration(commands)
    _add_readers(commands)
    return parser


def _add_processes(commands: Commands) -> None:
    """Declare what runs until it is stopped, and what makes its database."""
    commands.add_parser("serve", help="serve HTTP; settings come from the environment")
    worker = commands.add_parser(
        "worker",
        help="work off the batches that were sent to any service over the database",
        description="Works on DATABASE_URL, on any number of hosts, until SIGTERM or Ctrl-C: what "
        "is in hand is finished, the rest is left to others.",
    )
    arguments.of_worker(worker)
    commands.add_parser("migrate", help="bring the database at DATABASE_URL to this version")


def _add_administration(commands: Commands) -> None:
    """Declare what an operator does beside the service."""
    commands.add_parser(
        "revalidate",
        help="judge what is stored by the rules of this version, without an upload",
        description="Works on DATABASE_URL, else on DATA_DIR, also beside a running service. "
        "May be interrupted: the next run goes on. Exit status: 0 all is judged, 1 not all.",
    )
    keys = commands.add_parser(
        "keys",
        help="make, list and revoke the keys of callers",
        description="Works on DATABASE_URL, else on DATA_DIR, also beside a running service.",
    )
    arguments.of_keys(keys)
    purge = commands.add_parser(
        "purge",
        help="remove an agency, a year or a revision for ever",
        description="Works on DATABASE_URL, else on DATA_DIR, also beside a running service. "
        "Shows what would go and asks. Nothing else ever removes a report: to take one back, "
        "withdraw it over HTTP first, so that those who keep copies are told.",
    )
    arguments.of_purge(purge)
    backup = commands.add_parser(
        "backup",
        help="write everything that is stored into a file",
        description="Works on DATABASE_URL, else on DATA_DIR, also beside a running service. "
        "The file holds what was stored at one moment, in pg_dump's own format.",
    )
    backup.add_argument("file", type=Path, metavar="FILE", help="a new file")
    restore = commands.add_parser(
        "restore",
        help="fill an empty database from a backup",
        description="Works on DATABASE_URL, else on DATA_DIR, where nothing is stored yet. "
        "A backup of an older version is brought to this one.",
    )
    restore.add_argument("file", type=Path, metavar="FILE", help="what `nianbao backup` wrote")
    importing = commands.add_parser(
        "import",
        help="store the reports of folders, archives and files of lines, on all processors",
        description="Works on DATABASE_URL, else on DATA_DIR, also beside a running service. "
        "May be interrupted or killed at any moment: the next run goes on, and nothing is stored "
        "twice. Exit status: 0 all is stored, 1 not all, 130 interrupted.",
    )
    arguments.of_import(importing)


def _add_readers(commands: Commands) -> None:
    """Declare what needs no database."""
    commands.add_parser("openapi", help="print the contract, as it is in openapi.yaml")
    check = commands.add_parser(
        "check",
        help="judge files without a database",
        description="Exit status: 0 clean, 1 findings of severity error, 2 unreadable.",
    )
    check.add_argument("files", nargs="+", metavar="FILE")
    check.add_argument("--ndjson", action="store_true", help="one JSON object per file and line")
    check.add_argument("--provenance", action="store_true", help="say where each value is printed")


if __name__ == "__main__":
    sys.exit(main())
