"""Questions to what is stored, asked of a standby where one is given and fresh, see standby.py."""

from collections.abc import Callable
from typing import Concatenate, Final, ParamSpec, TypeVar

from psycopg2.extensions import cursor

from service.errors import StorageBusy, StorageConflict, StorageUnavailable
from service.storage.pool import Pool
from service.storage.standby import Standby

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class Reader:
    """Asks the standby where it is fresh, else the primary; while that is away, the standby."""

    def __init__(self, primary: Pool, standby: Standby | None = None) -> None:
        """Take both servers; without a standby, every question is the primary's."""
        self._primary: Final = primary
        self.standby: Final = standby

    def ask(
        self,
        question: Callable[Concatenate[cursor, Asked], Answer],
        *args: Asked.args,
        **kwargs: Asked.kwargs,
    ) -> Answer:
        """Return what a function says that only reads; raises what a transaction raises."""
        return self._ask(lambda pool: pool.ask(question, *args, **kwargs))

    def look_up(
        self,
        question: Callable[Concatenate[cursor, Asked], Answer],
        *args: Asked.args,
        **kwargs: Asked.kwargs,
    ) -> Answer:
        """Return what a function says that reads some rows by their keys, see Pool.look_up."""
        if self.standby is None:
            return self._primary.look_up(question, *args, **kwargs)
        return self._ask(lambda pool: pool.look_up(question, *args, **kwargs))

    def look_up_first_hand(
        self,
        question: Callable[Concatenate[cursor, Asked], Answer],
        *args: Asked.args,
        **kwargs: Asked.kwargs,
    ) -> Answer:
        """Return what the primary says; what the standby does only while that is away."""
        return self._ask_primary(lambda pool: pool.look_up(question, *args, **kwargs))

    def wait_until_shown(self) -> None:
        """Wait until every reader, in whatever process, sees what is committed."""
        if self.standby is not None:
            self.standby.wait()

    def close(self) -> None:
        """Close the connections to the standby."""
        if self.standby is not None:
            self.standby.close()

    def _ask(self, asked: Callable[[Pool], Answer]) -> Answer:
        if self.standby is None:
            return asked(self._primary)
        if self.standby.is_to_be_asked():
            try:
                return asked(self.standby.pool)
            except StorageConflict:
                pass  # what is replayed removes the rows that are being read
            except StorageUnavailable:
                self.standby.leave_alone()
        return self._ask_primary(asked)

    def _ask_primary(self, asked: Callable[[Pool], Answer]) -> Answer:
        try:
            return asked(self._primary)
        except StorageBusy:
            raise
        except StorageUnavailable:
            if self.standby is None:
                raise
            return asked(self.standby.pool)
