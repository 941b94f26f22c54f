"""How often a process looks for objects that hold each other."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from service.garbage import CONTAINERS, collect_rarely


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


class Knot:
    def __init__(self) -> None:
        self.itself = self


def test_what_is_loaded_is_left_out_of_every_look() -> None:
    loaded = Knot()
    collect_rarely(reports=2)
    assert not any(each is loaded for each in gc.get_objects())


def test_what_holds_itself_is_found_all_the_same() -> None:
    collect_rarely(reports=2)
    knot = weakref.ref(Knot())
    assert knot() is not None
    held = [[number] for number in range(4 * CONTAINERS)]
    assert knot() is None
    del held
