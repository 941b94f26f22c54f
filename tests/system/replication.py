"""A primary and a standby that follows it by streaming, each a Postgres of the test's own."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from service.serving.cluster import ENVIRONMENT
from service.serving.lifeline import spawn
from service.storage.migrate import migrate
from tests.conftest import open_folder, run
from tests.system.cluster import Cluster, cluster
from tests.system.running import eventually


class Pair:
    """A primary with the schema, and its standby."""

    def __init__(self, primary: Cluster, standby: Cluster) -> None:
        self.primary, self.standby = primary, standby

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """Let the standby show nothing new, while it goes on to receive everything."""
        run(self.standby.url, "SELECT pg_wal_replay_pause()")
        try:
            yield
        finally:
            run(self.standby.url, "SELECT pg_wal_replay_resume()")

    def promote(self) -> None:
        """Make the standby the primary."""
        assert run(self.standby.url, "SELECT pg_promote(true, 60)") == [(True,)]

    def caught_up(self) -> bool:
        """Tell whether the standby shows all that the primary has."""
        [(end,)] = run(self.primary.url, "SELECT pg_current_wal_flush_lsn()")
        return run(self.standby.url, f"SELECT pg_last_wal_replay_lsn() >= '{end}'") == [(True,)]


@contextmanager
def pair() -> Iterator[Pair]:
    """Give a pair of servers that are running, and leave nothing of them behind."""
    with (
        open_folder() as folder,
        open_folder() as other,
        cluster(folder) as primary,
        cluster(other) as standby,
    ):
        primary.start()
        migrate(primary.url)
        copy(primary, standby)
        standby.start()
        made = Pair(primary, standby)
        eventually(made.caught_up)
        yield made


def copy(primary: Cluster, standby: Cluster) -> None:
    """Make the standby's files a copy of the primary's, from which it goes on by itself."""
    home = standby.home
    home.cluster.mkdir()
    home.hand_over(home.cluster)
    process = spawn(
        [str(standby.binaries / "pg_basebackup"), "--dbname", f"{primary.url}&application_name=b"]
        + ["--pgdata", str(home.cluster), "--write-recovery-conf", "--checkpoint=fast"],
        farewell=signal.SIGKILL,
        account=home.account,
        environment=ENVIRONMENT,
    )
    assert process.wait(60) == 0
