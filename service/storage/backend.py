"""How the migrations reach Postgres: yoyo's way, with a limit for the locks that they wait for."""

from typing import Self
from urllib.parse import urlencode

from yoyo import default_migration_table
from yoyo.backends.core.postgresql import PostgresqlBackend
from yoyo.connections import DatabaseURI, parse_uri

from service.limits import Limits
from service.storage.waiting import patience


class Backend(PostgresqlBackend):  # type: ignore[misc]
    """
    A connection for the migrations; yoyo makes a copy, with a connection of its own, for each.

    The limit is set for each transaction, and for the session, for what runs in none: behind a
    pooler the two may be at different servers.
    """

    limits = Limits()

    @classmethod
    def connect_to(cls, database_url: str, limits: Limits) -> Self:
        """Connect; raises what the driver says."""
        # libpq reads the URL: yoyo's own reading knows neither socket folders nor several hosts.
        return cls._connected(
            parse_uri("postgresql://?" + urlencode({"dsn": database_url})), limits
        )

    @classmethod
    def _connected(cls, uri: DatabaseURI, limits: Limits) -> Self:
        with patience(limits.connect_seconds):
            made = cls(uri, default_migration_table)
        made.limits = limits
        made.execute(f"SET lock_timeout = '{limits.lock_seconds}s'")
        return made

    def copy(self) -> Self:
        """Return another one."""
        return self._connected(self.uri, self.limits)

    def begin(self) -> None:
        """Begin a transaction."""
        super().begin()
        self.execute(f"SET LOCAL lock_timeout = '{self.limits.lock_seconds}s'")
