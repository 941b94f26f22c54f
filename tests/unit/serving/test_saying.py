"""What the service says to its operator."""

import os
import subprocess
import sys

SAYING = "from service.serving.saying import say; say('heard'); print('went on')"


def saying(stderr: int) -> str:
    said = subprocess.run(
        [sys.executable, "-c", SAYING],
        stdout=subprocess.PIPE,
        stderr=stderr,
        timeout=30,
        check=True,
    )
    return said.stdout.decode()


def test_the_operator_hears_it() -> None:
    here, there = os.pipe()
    assert saying(there) == "went on\n"
    os.close(there)
    with os.fdopen(here) as heard:
        assert heard.read() == "heard\n"


def test_a_pipe_that_nobody_reads_holds_nobody_up() -> None:
    here, there = os.pipe()
    os.set_blocking(there, False)
    try:
        while True:
            os.write(there, b"x")
    except BlockingIOError:
        os.set_blocking(there, True)
    assert saying(there) == "went on\n"
    os.close(here)
    os.close(there)
