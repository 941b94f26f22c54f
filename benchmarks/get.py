"""
GET of a report is answered nearly as often as a bare view answers a text of its size.

The aim: at least 0.85 of the requests a second of a Flask view that SELECTs a text of 20 kB by its
key and returns it, on the same Postgres, with the same gunicorn settings and as many connections,
in turns.
"""

from urllib.request import Request, urlopen

from benchmarks.measuring import markdown, own_reports, real_reports
from benchmarks.serving import POOL_SIZE, gunicorn, postgres, side_by_side
from tests.conftest import run

_ROUNDS = 5
_SECONDS = 4
_BYTES = 20_000
_OURS = {"POOL_SIZE": POOL_SIZE, "REQUESTS_PER_MINUTE": "10000000"}


def _store(url: str) -> str:
    """Store the report whose representation is closest to 20 kB; return its address."""
    sizes = {}
    for number, file in enumerate([*own_reports(), *real_reports()]):
        path = f"/v1/agencies/measured-{number}/reports"
        headers = {"Content-Type": "text/plain"}
        with urlopen(Request(url + path, file.read_bytes(), headers)) as answer:  # noqa: S310
            sizes[answer.headers["Location"]] = len(answer.read())
    return min(sizes, key=lambda location: abs(sizes[location] - _BYTES))


def report() -> str:
    """Measure, and return the result as a section of Markdown."""
    with postgres() as database_url:
        run(database_url, "CREATE TABLE texts (key text PRIMARY KEY, body text NOT NULL)")
        with (
            gunicorn("service.wsgi:app", database_url, **_OURS) as (ours, _),
            gunicorn("benchmarks.bare:app", database_url) as (bare, _),
        ):
            path = _store(ours)
            body = urlopen(ours + path).read().decode()  # noqa: S310
            size = len(body.encode())
            run(database_url, f"INSERT INTO texts VALUES ('a', $body${body}$body$)")  # noqa: S608
            rates = side_by_side([bare + "/texts/a", ours + path], _ROUNDS, _SECONDS)
    lines = [
        ("a bare view, the same text", f"{rates[0]:.0f}", "1"),
        (f"a report, {size / 1000:.0f} kB", f"{rates[1]:.0f}", f"{rates[1] / rates[0]:.2f}"),
    ]
    ratio = f"**{rates[1] / rates[0]:.2f} of a bare view's requests a second; the aim is 0.85.**"
    about = f"One process of gunicorn, medians of {_ROUNDS} rounds of {_SECONDS} seconds."
    return f"{ratio}\n\n{about}\n\n{markdown(('', 'requests a second', 'of the bare view'), lines)}"


if __name__ == "__main__":
    print(report())
