"""One worker process, as `nianbao serve` and `nianbao worker` start it."""

import logging
import sys

from service.batches.working import SLICE
from service.config import Settings
from service.garbage import collect_rarely
from service.logs import init_logs, write_behind
from service.working.process import Process


def main() -> int:
    """Work until told to stop; settings come from the environment. Return the exit status."""
    settings = Settings.from_environment()
    if settings.database_url is None:
        print("DATABASE_URL is not set; `nianbao worker` says how.", file=sys.stderr)  # noqa: T201
        return 1
    init_logs(settings.log_format)
    write_behind()  # so that a log that nobody reads holds up no batch
    logging.getLogger("procrastinate").setLevel(logging.WARNING)  # a line or more for each job
    logging.getLogger("procrastinate.utils").setLevel(logging.CRITICAL)  # a trace for each restart
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # a line for each look for a server
    collect_rarely(SLICE)
    Process(settings, settings.database_url).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
