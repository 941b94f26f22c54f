"""Keys are made, known again, revoked, and never kept as they are."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from service.errors import (
    InvalidAgencyId,
    InvalidKey,
    KeyNotFound,
    KeyRefused,
    StorageError,
    StorageUnavailable,
)
from service.keys import ring as module
from service.keys.making import Made, make, revoke
from service.keys.ring import KeyRing
from service.keys.secret import digest, new_secret
from service.model.key import UNBOUND, Bounds, Scope
from service.storage.keys import Wanted, fetch_key
from service.storage.migrate import migrate
from service.storage.pool import Pool
from service.storage.trail import Author, fetch_entries
from tests.conftest import run

READER = Wanted("收集者", Scope.READ, UNBOUND, None)
AUTHOR = Author(account="operator")


@pytest.fixture
def url(empty_database: str) -> str:
    """Give a database of one's own: whether there are keys is a question about all of it."""
    migrate(empty_database)
    return empty_database


def at(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    monkeypatch.setattr(module, "monotonic", lambda: seconds)


def made(pool: Pool, **changes: object) -> Made:
    return make(pool, READER._replace(**changes), AUTHOR)


def test_a_key_is_known_by_its_secret(pool: Pool) -> None:
    bounds = Bounds(("a", "b"), "1408")
    expires_at = datetime(2099, 1, 2, tzinfo=UTC)
    key, secret = made(pool, scope=Scope.WRITE, bounds=bounds, expires_at=expires_at)
    found = KeyRing(pool).find(secret)
    assert found == key
    assert (found.name, found.scope, found.bounds) == ("收集者", Scope.WRITE, bounds)
    assert found.expires_at == expires_at


def test_the_secret_is_stored_nowhere(pool: Pool, empty_database: str) -> None:
    _, secret = made(pool)
    dump = str(run(empty_database, "SELECT keys::text FROM keys"))
    dump += str(run(empty_database, "SELECT trail::text FROM trail"))
    assert secret not in dump
    assert digest(secret).hex() in dump


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "a\nb"},
        {"name": "n" * 201},
        {"scope": Scope.ADMIN, "bounds": Bounds(("a",))},
        {"scope": Scope.ADMIN, "bounds": Bounds(division="1")},
        {"bounds": Bounds(division="1408022")},
        {"bounds": Bounds(division="")},
        {"bounds": Bounds(tuple(f"a{number}" for number in range(1001)))},
        {"expires_at": datetime.now(UTC)},
    ],
)
def test_a_key_that_would_be_none_is_not_made(pool: Pool, wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidKey):
        made(pool, **wrong)
    assert not KeyRing(pool).is_used()


def test_a_key_is_bound_to_ids_that_can_be(pool: Pool) -> None:
    with pytest.raises(InvalidAgencyId):
        made(pool, bounds=Bounds(("a b",)))


@pytest.mark.parametrize("secret", ["", "nianbao_", "Basic x", "nianbao_" + "年" * 43, "x" * 9999])
def test_what_is_no_secret_is_refused_without_asking_the_database(secret: str) -> None:
    with pytest.raises(KeyRefused):
        KeyRing(Pool(None, 1)).find(secret)


def test_a_secret_that_was_never_given_out_is_refused(pool: Pool) -> None:
    made(pool)
    with pytest.raises(KeyRefused, match="no key"):
        KeyRing(pool).find(new_secret())


def test_a_revoked_key_is_refused_once_it_is_looked_up_again(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, secret = made(pool)
    ring = KeyRing(pool)
    at(monkeypatch, 0)
    ring.find(secret)
    revoke(pool, key.key_id, AUTHOR)
    at(monkeypatch, module.REMEMBERED_SECONDS - 0.01)
    assert ring.find(secret).key_id == key.key_id
    at(monkeypatch, module.REMEMBERED_SECONDS)
    with pytest.raises(KeyRefused, match="revoked"):
        ring.find(secret)


def test_a_key_that_is_remembered_is_not_asked_for(
    pool: Pool, empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, secret = made(pool)
    ring = KeyRing(pool)
    at(monkeypatch, 0)
    ring.find(secret)
    run(empty_database, "ALTER TABLE keys RENAME TO away")
    ring.find(secret)


def test_an_expired_key_is_refused_though_it_is_remembered(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=0.5)
    _, secret = made(pool, expires_at=soon)
    ring = KeyRing(pool)
    at(monkeypatch, 0)
    ring.find(secret)
    while datetime.now(UTC) < soon:
        pass
    with pytest.raises(KeyRefused, match="expired"):
        ring.find(secret)


def test_revoking_again_changes_nothing(pool: Pool) -> None:
    key, _ = made(pool)
    first = revoke(pool, key.key_id, AUTHOR)
    assert revoke(pool, key.key_id, AUTHOR) == first
    with pool.transaction() as statements:
        entries = fetch_entries(statements, None, None, 10)
    assert [(entry.action, entry.about_key, entry.account) for entry in entries] == [
        ("revoke-key", key.key_id, "operator"),
        ("create-key", key.key_id, "operator"),
    ]


def test_a_key_that_is_not_there_cannot_be_revoked(pool: Pool) -> None:
    with pytest.raises(KeyNotFound):
        revoke(pool, "0" * 16, AUTHOR)


def test_keys_are_in_use_from_the_first_one_on_for_ever(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = KeyRing(pool)
    at(monkeypatch, 0)
    assert not ring.is_used()
    key, _ = made(pool)
    revoke(pool, key.key_id, AUTHOR)
    at(monkeypatch, module.REMEMBERED_SECONDS - 0.01)
    assert not ring.is_used()
    at(monkeypatch, module.REMEMBERED_SECONDS)
    assert ring.is_used()
    assert KeyRing(pool).is_used()


def test_whether_keys_are_in_use_is_not_guessed_without_a_database() -> None:
    ring = KeyRing(Pool(None, 1))
    with pytest.raises(StorageUnavailable):
        ring.is_used()
    assert not ring.seems_used()


def test_the_last_use_is_noted_at_most_every_ten_minutes(pool: Pool, empty_database: str) -> None:
    key, secret = made(pool)
    assert key.last_used_at is None

    def used() -> datetime | None:
        KeyRing(pool).find(secret)
        with pool.transaction() as statements:
            return fetch_key(statements, key.key_id).last_used_at

    first = used()
    assert first is not None
    assert used() == first
    run(empty_database, "UPDATE keys SET last_used_at = last_used_at - interval '11 minutes'")
    assert used() > first


def test_a_database_that_takes_no_writes_knows_the_keys(pool: Pool, empty_database: str) -> None:
    _, secret = made(pool)
    name = empty_database.rpartition("dbname=")[2].split()[0]
    run(empty_database, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    assert KeyRing(Pool(empty_database, 1)).find(secret)


def test_only_so_many_keys_are_remembered(
    pool: Pool, empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_KEYS", 2)
    ring = KeyRing(pool)
    at(monkeypatch, 0)
    secrets = [made(pool).secret for _ in range(3)]
    for secret in secrets:
        ring.find(secret)
    run(empty_database, "ALTER TABLE keys RENAME TO away")
    assert [ring.find(secret).name for secret in secrets[1:]] == ["收集者", "收集者"]
    with pytest.raises(StorageError):
        ring.find(secrets[0])


def keys(database_url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "service", "keys", *arguments],
        env={"DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_line_makes_lists_and_revokes(pool: Pool, empty_database: str) -> None:
    made_one = keys(
        empty_database,
        *("create", "运城收集者", "--scope", "write"),
        *("--agency", "a", "--agency", "b", "--division", "1408", "--days", "30"),
    )
    assert made_one.returncode == 0
    key = KeyRing(pool).find(made_one.stdout.strip())
    assert (key.name, key.bounds) == ("运城收集者", Bounds(("a", "b"), "1408"))
    assert key.expires_at is not None
    assert made_one.stderr == f"nianbao: key {key.key_id}; its secret is shown this once:\n"
    assert keys(empty_database, "revoke", key.key_id).returncode == 0
    listed = keys(empty_database, "list").stdout.splitlines()
    assert [line.split("\t")[:3] for line in listed] == [
        ["id", "scope", "state"],
        [key.key_id, "write", "revoked"],
    ]
    assert listed[1].split("\t")[4:] == ["a, b, division 1408", "运城收集者"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("revoke", "x"), "nianbao: There is no key of that id.\n"),
        (
            ("create", "x", "--scope", "admin", "--agency", "a"),
            "nianbao: A key of scope admin makes keys for any agency and cannot be bound.\n",
        ),
    ],
)
def test_what_the_command_line_cannot_do_is_said_in_one_line(
    empty_database: str, arguments: tuple[str, ...], said: str
) -> None:
    refused = keys(empty_database, *arguments)
    assert (refused.returncode, refused.stdout, refused.stderr) == (1, "", said)
