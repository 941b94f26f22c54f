"""One worker process, as `nianbao serve` and `nianbao worker` start it."""

import logging

from service.config import Settings
from service.errors import ConfigurationError
from service.working.process import Process

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def main() -> None:
    """Work until told to stop; settings come from the environment."""
    logging.basicConfig(level=logging.WARNING, format=LOG_FORMAT)
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # a line for each look for a server
    settings = Settings.from_environment()
    if settings.database_url is None:
        raise ConfigurationError("DATABASE_URL is not set.")
    Process(settings, settings.database_url).run()


if __name__ == "__main__":
    main()
