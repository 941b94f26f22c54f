"""
`make contract`: the whole contract against a running service, some 20,000 requests.

Exit status: 0 where every answer kept the contract.
"""

import argparse
import sys

from tests.conftest import open_folder
from tests.contract.live.running import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.contract.live")
    parser.add_argument("--examples", type=int, default=1500, help="an operation and phase")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with open_folder() as folder:
        outcome = run(folder, examples=options.examples, seed=options.seed)
    print(outcome.said)
    return outcome.status


if __name__ == "__main__":
    sys.exit(main())
