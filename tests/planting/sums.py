"""Faults in what the prose adds up and divides: P310, P311 and P314."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from random import Random

from tests.planting import phrases
from tests.planting.correct import percentage
from tests.planting.draft import Draft
from tests.planting.planting import add

_LETTERS = "abcdef"
Numbers = Callable[[Random], Mapping[str, int | Decimal]]


def _wrong_sums(
    rule: str, about: str, ways: tuple[str, ...], numbers: Numbers, entails: str = ""
) -> None:
    """Plant each of the ways to say `numbers`, one of which does not follow from the others."""
    for count, way in enumerate(ways, start=1):
        add(rule, f"{about}, said in way {count}", _stating(way, numbers), entails=entails)


def _stating(way: str, numbers: Numbers) -> Callable[[Draft, Random], str]:
    def plant(draft: Draft, rng: Random) -> str:
        sentence = way.format(**numbers(rng))
        draft.said["主动公开"] = [sentence]
        return sentence

    return plant


def _parts(count: int, most: int = 900) -> Numbers:
    """Return parts and a total that misses their sum by a twentieth at most."""

    def numbers(rng: Random) -> Mapping[str, int | Decimal]:
        parts = [rng.randint(20, most) for _ in range(count)]
        wrong = sum(parts) + rng.choice((-1, 1)) * rng.randint(1, max(3, sum(parts) // 20))
        return {"t": wrong, **dict(zip(_LETTERS, parts, strict=False))}

    return numbers


def _off(rate: Decimal, rng: Random) -> Decimal:
    return rate + rng.choice((1, -1)) * percentage(rng.randint(2, 9), 1000, "0.1")


def _rate(rng: Random) -> Mapping[str, int | Decimal]:
    whole = rng.randint(100, 3000)
    part = rng.randint(whole // 2, whole - whole // 20)
    return {"w": whole, "p": part, "r": _off(percentage(part, whole, "0.1"), rng)}


def _shares(count: int, slip: Callable[[Decimal, Random], Decimal]) -> Numbers:
    """Return a total, its parts and their shares, the last of which is wrong."""

    def numbers(rng: Random) -> Mapping[str, int | Decimal]:
        parts = [rng.randint(40, 900) for _ in range(count)]
        rates = [percentage(part, sum(parts), "0.1") for part in parts]
        rates[-1] = slip(rates[-1], rng)
        named = zip(_LETTERS, zip(parts, rates, strict=True), strict=False)
        shares = {
            f"{letter}{what}": value
            for letter, (part, rate) in named
            for what, value in (("", part), ("r", rate))
        }
        return {"w": sum(parts), **shares}

    return numbers


def _far_off(rate: Decimal, rng: Random) -> Decimal:
    return rate + rng.randint(10, 30)


def _growth(rng: Random) -> Mapping[str, int | Decimal]:
    before = rng.randint(100, 3000)
    more = rng.randint(before // 20 + 1, before)
    return {"b": before, "n": before + more, "r": _off(percentage(more, before, "0.1"), rng)}


def _growth_by(rng: Random) -> Mapping[str, int | Decimal]:
    before = rng.randint(100, 3000)
    fewer = rng.randint(before // 20 + 1, before // 2)
    rate = _off(percentage(fewer, before, "0.1"), rng)
    return {"n": before - fewer, "d": fewer, "r": rate}


def _change(rng: Random) -> Mapping[str, int | Decimal]:
    before, more = rng.randint(5, 900), rng.randint(5, 900)
    return {"n": before + more, "b": before, "d": more + rng.choice((-4, -1, 1, 3, 10))}


_wrong_sums("P310", "a list", phrases.LISTS, _parts(4, most=2000))
_wrong_sums("P310", "a pair", phrases.PAIRS, _parts(2))
_wrong_sums("P310", "new and old ones", phrases.NEW_AND_OLD, _parts(2), entails="P301 P304")
_wrong_sums("P310", "litigation", phrases.LITIGATION_PARTS, _parts(2, most=90), entails="P305")
_wrong_sums("P310", "outcomes", phrases.OUTCOMES, _parts(4, most=90), entails="P305")
_wrong_sums("P310", "results", phrases.ALL_RESULTS, _parts(6, most=90), entails="P303")
_wrong_sums("P311", "a rate", phrases.RATES, _rate)
_wrong_sums("P311", "shares", phrases.SHARES, _shares(3, _off))
_wrong_sums("P311", "a share far off", phrases.SHARES, _shares(3, _far_off))
_wrong_sums("P311", "two shares", phrases.TWO_SHARES, _shares(2, _off))
_wrong_sums("P311", "a growth", phrases.GROWTHS, _growth)
_wrong_sums("P311", "a change and its rate", phrases.GROWTHS_BY, _growth_by)
_wrong_sums("P314", "a change", phrases.CHANGES, _change)
