"""Nothing is lost: kills, power cuts and failing disks over every kind of work, as many as asked for.

    python3 -m tests.torture --kills 1000 --cuts 300 --faults all

Each figure that is wrong says with which seed and number it comes again.
"""

import argparse
import sys
from collections.abc import Sequence
from time import perf_counter

from tests.torture import faults, kills, power_cuts
from tests.torture.bench import bench
from tests.torture.nursery import lacking

KILLS, CUTS = 1000, 300


def main(arguments: Sequence[str]) -> int:
    chosen = _parser().parse_args(arguments)
    if why := lacking():
        print(f"Nothing was tried: {why}.")
        return 0
    begun, wrong = perf_counter(), 0
    with bench() as place:
        for figures in (
            faults.run(place, chosen.faults, chosen.seed),
            kills.run(place, chosen.kills, chosen.seed),
            power_cuts.run(place, chosen.cuts, chosen.seed),
        ):
            print(figures, flush=True)
            wrong += len(figures.wrong)
    print(f"{wrong} wrong, with seed {chosen.seed}, in {perf_counter() - begun:.0f} s.")
    return 1 if wrong else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tests.torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS, metavar="N")
    parser.add_argument("--cuts", type=int, default=CUTS, metavar="N")
    parser.add_argument("--faults", type=_how_many, metavar="all|N", help="at every write, or at some drawn by lot")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    return parser


def _how_many(text: str) -> int | None:
    return None if text == "all" else int(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
