"""`nianbao serve` with its own Postgres: starting, crashing, stopping."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from service.keys.ring import REMEMBERED_SECONDS
from tests.system.running import OURS, ask, eventually, service


def test_it_says_where_it_is_when_it_answers(scratch: Path) -> None:
    with service(scratch) as running:
        running.ready()
        assert running.healthy()
        assert f"data in {scratch}/postgres" in running.said


def test_postgres_listens_on_a_socket_that_is_closed_to_others_and_on_no_port(
    scratch: Path,
) -> None:
    with service(scratch) as running:
        postgres = running.ready().child("postgres")
        assert not _listening_sockets(postgres.pid) & _internet_sockets()
        assert (scratch / "run").stat().st_mode & 0o777 == 0o700


def test_postgres_does_not_run_as_root(scratch: Path) -> None:
    with service(scratch) as running:
        postgres = running.ready().child("postgres")
        assert Path("/proc", str(postgres.pid)).stat().st_uid != 0


def test_killing_the_main_process_leaves_nothing_behind(scratch: Path) -> None:
    with service(scratch) as running:
        family = running.ready().descendants()
        assert len(family) > 5  # Postgres and gunicorn, each with its own
        with running.stalled_upload():
            running.kill()
            eventually(lambda: all(each.gone() for each in family), within=2)


def test_a_killed_service_starts_again_on_the_same_data(scratch: Path) -> None:
    with service(scratch) as first:
        first.ready().kill()
        with service(scratch) as second:
            assert second.ready().healthy()


def test_a_stale_pid_file_that_names_a_living_process_is_not_trusted(scratch: Path) -> None:
    with service(scratch) as first:
        first.ready()
    cluster = scratch / "postgres"
    with subprocess.Popen(["sleep", "600"], user=cluster.stat().st_uid) as innocent:  # noqa: S607
        (cluster / "postmaster.pid").write_text(f"{innocent.pid}\n{cluster}\n")
        try:
            with service(scratch) as second:
                assert second.ready().healthy()
            assert innocent.poll() is None
        finally:
            innocent.kill()


def test_roots_server_settles_elsewhere_where_it_cannot_reach_the_data_directory(
    scratch: Path,
) -> None:
    if os.getuid() != 0:
        pytest.skip("only root starts its server as somebody else")
    private = scratch / "private"
    private.mkdir(mode=0o700)
    data_dir = private / "data"
    data_dir.mkdir()
    for _ in range(2):
        with service(data_dir) as running:
            assert running.ready().healthy()
            elsewhere = (data_dir / "elsewhere").readlink()
            assert f"data in {elsewhere}/postgres" in running.said
    assert private.stat().st_mode & 0o777 == 0o700
    shutil.rmtree(elsewhere)
    gone = _serve(DATA_DIR=str(data_dir), PORT="0")
    assert gone.stderr == f"nianbao: {data_dir}/elsewhere leads to {elsewhere}, which is gone.\n"


def test_the_service_outlives_its_postmaster(scratch: Path) -> None:
    with service(scratch) as running:
        postmaster = running.ready().child("postgres")
        os.kill(postmaster.pid, signal.SIGKILL)
        eventually(postmaster.gone)
        eventually(lambda: running.healthy() or running.popen.poll() is not None, within=5)
        assert running.popen.poll() is None
        eventually(lambda: "Postgres is back." in running.said)


def test_a_postmaster_that_keeps_ending_ends_the_service(scratch: Path) -> None:
    with service(scratch) as running:
        running.ready()
        for times in (1, 2, 3):
            os.kill(running.child("postgres").pid, signal.SIGKILL)
            eventually(lambda: running.said.count("Postgres is back.") == times)  # noqa: B023
        os.kill(running.child("postgres").pid, signal.SIGKILL)
        assert running.popen.wait(60) == 1
        assert "nianbao: Postgres keeps ending; see " in running.said


def test_without_gunicorn_the_service_ends_with_a_clear_line(scratch: Path) -> None:
    with service(scratch) as running:
        family = running.ready().descendants()
        os.kill(running.child("gunicorn").pid, signal.SIGKILL)
        assert running.popen.wait(60) == 1
        assert "nianbao: gunicorn ended with status -9." in running.said
        assert all(each.gone() for each in family)


def test_a_second_service_on_the_same_data_is_refused(scratch: Path) -> None:
    with service(scratch) as first:
        first.ready()
        second = _serve(DATA_DIR=str(scratch), PORT="0")
        assert second.returncode == 1
        assert second.stderr == (
            f"nianbao: DATA_DIR {scratch} is in use by process {first.popen.pid}.\n"
        )
        assert first.healthy()


def test_a_taken_port_is_refused_before_anything_is_started(scratch: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = _serve(DATA_DIR=str(scratch), PORT=str(port))
    assert refused.returncode == 1
    assert refused.stderr == (
        f"nianbao: Cannot listen on 127.0.0.1:{port}: Address already in use. Set HOST or PORT.\n"
    )
    assert not (scratch / "postgres").exists()


def test_whoever_closes_its_standard_error_is_served(scratch: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    closing = ("sh", "-c", 'exec "$@" 2>&-', "sh", *OURS)
    with service(scratch, program=closing, PORT=str(port)) as running:
        eventually(lambda: ask(f"http://127.0.0.1:{port}", "/readyz").status == 200)
        assert running.said == ""


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])  # noqa: S104 -- that is the point
def test_without_any_key_only_this_machine_is_served(
    scratch: Path, database_url: str, host: str
) -> None:
    for environment in ({"DATABASE_URL": database_url}, {"DATA_DIR": str(scratch)}):
        refused = _serve(**{"HOST": host, "PORT": "0", **environment})
        assert refused.returncode == 1
        assert refused.stderr == (
            f"nianbao: HOST is {host} and there is no key: make one with `nianbao keys create`, "
            "or serve 127.0.0.1, where none is asked for.\n"
        )


def test_with_a_key_others_are_served_and_need_it_even_when_it_is_revoked(scratch: Path) -> None:
    made = _keys(scratch, "create", "x", "--scope", "read")  # makes the data directory, too
    secret = made.stdout.strip()
    with service(scratch, HOST="0.0.0.0") as running:  # noqa: S104
        running.ready()
        assert running.ask("/v1/rules").status == 401
        assert running.ask("/v1/rules", Authorization=f"Bearer {secret}").status == 200
        key_id = made.stderr.split()[2].rstrip(";")
        assert _keys(scratch, "revoke", key_id).returncode == 0
        eventually(
            lambda: running.ask("/v1/rules", Authorization=f"Bearer {secret}").status == 401,
            within=REMEMBERED_SECONDS + 2,
        )
    with service(scratch, HOST="0.0.0.0") as running:  # noqa: S104
        assert running.ready().ask("/v1/rules").status == 401


def _keys(data_dir: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "service", "keys", *arguments],
        env=os.environ | {"DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )


def test_a_stop_is_clean(scratch: Path) -> None:
    for wish in (signal.SIGTERM, signal.SIGINT):
        with service(scratch) as running:
            family = running.ready().descendants()
            running.popen.send_signal(wish)
            assert running.popen.wait(60) == 0
            assert all(each.gone() for each in family)
            assert not (scratch / "postgres" / "postmaster.pid").exists()


def test_a_killed_first_start_leaves_no_half_made_database(scratch: Path) -> None:
    with service(scratch) as first:
        eventually(lambda: list(scratch.glob("postgres.new.*")))
        first.kill()
        assert not (scratch / "postgres").exists()
    with service(scratch) as second:
        assert second.ready().healthy()
        assert not list(scratch.glob("postgres.new.*"))


def test_a_data_directory_with_a_long_name_works(scratch: Path) -> None:
    with service(scratch) as short:
        short.ready()
    deep = scratch / ("deep-" * 30) / ("年报," * 10)
    deep.mkdir(parents=True)
    with service(deep) as running:
        assert running.ready().healthy()


def test_a_data_directory_with_spaces_and_signs_works(scratch: Path) -> None:
    odd = scratch / "a b+c%20d&e=f"
    odd.mkdir()
    with service(odd) as running:
        assert running.ready().healthy()


def test_with_a_database_url_nothing_is_embedded(scratch: Path, database_url: str) -> None:
    with service(scratch, DATABASE_URL=database_url) as running:
        assert running.ready().healthy()
        assert not any("postgres -D" in each.command for each in running.descendants())
        assert not (scratch / "postgres").exists()


def test_a_database_that_cannot_be_reached_is_said_in_one_line() -> None:
    url = "postgresql://127.0.0.1:1/none"
    refused = _serve(DATABASE_URL=url, DATABASE_WAIT_SECONDS="0", PORT="0")
    assert refused.returncode == 1
    assert refused.stderr.startswith("nianbao: ")
    assert refused.stderr.count("\n") == 1


def _serve(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "service", "serve"],
        env=os.environ | {"HOST": "127.0.0.1"} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def _listening_sockets(pid: int) -> set[str]:
    links = (str(each.readlink()) for each in Path("/proc", str(pid), "fd").iterdir())
    return {link[8:-1] for link in links if link.startswith("socket:[")}


def _internet_sockets() -> set[str]:
    tables = [Path("/proc/net/tcp"), Path("/proc/net/tcp6")]
    rows = (line.split() for table in tables for line in table.read_text().splitlines()[1:])
    return {row[9] for row in rows}
