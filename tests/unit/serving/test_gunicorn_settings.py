"""What gunicorn is told about its workers."""

import subprocess
import sys

_LOADED = """
import gc
from service.serving.gunicorn_settings import post_worker_init
post_worker_init(None)
print(gc.get_freeze_count())
"""


def test_a_worker_leaves_what_is_loaded_out_of_the_search_for_garbage() -> None:
    # In a process of its own: gunicorn's settings change gunicorn.
    said = subprocess.run(
        [sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True
    )
    assert int(said.stdout) > 10_000
