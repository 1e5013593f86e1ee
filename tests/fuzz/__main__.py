"""``python3 -m tests.fuzz``: thousands of damaged inputs of each kind; the figures are printed as they come.

A round that finds something ends the run with the kind, the seed and the number of the round.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

KINDS = ("key_file", "settings_file", "lock_file", "backup_file", "database", "log", "salvaged")
ROUNDS = 10_000


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="tests.fuzz", description=__doc__)
    parser.add_argument("kinds", nargs="*", choices=[*KINDS, []], metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    chosen = parser.parse_args(arguments)
    for kind in chosen.kinds or KINDS:
        begun = perf_counter()
        import_module(f"tests.fuzz.{kind}").run(chosen.rounds, chosen.seed)
        print(f"{kind}: {chosen.rounds:,} rounds, nothing found, {perf_counter() - begun:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
