"""Nothing is lost: kills, power cuts and failing disks over every kind of work, as many as asked for.

    python3 -m tests.torture --kills 1000 --cuts 300 --faults all

Each figure that is wrong says with which seed and number it comes again.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from time import perf_counter

from tests.torture import faults, kills, power_cuts
from tests.torture.bench import Bench, Figures, benches
from tests.torture.nursery import lacking
from tests.torture.works import WORKS

KILLS, CUTS = 1000, 300


def main(arguments: Sequence[str]) -> int:
    chosen = _parser().parse_args(arguments)
    if why := lacking():
        print(f"Nothing was tried: {why}.")
        return 0
    begun, wrong = perf_counter(), 0
    with benches() as places:
        for figures in _all(places, chosen):
            print(figures, flush=True)
            wrong += len(figures.wrong)
    print(f"{wrong} wrong, with seed {chosen.seed}, in {perf_counter() - begun:.0f} s.")
    return 1 if wrong else 0


def _all(places: Mapping[str, Bench], chosen: argparse.Namespace) -> Iterator[Figures]:
    works = chosen.work or list(WORKS)
    for place in (places[name] for name in works):
        yield faults.run(place, _share(chosen.faults, works), chosen.seed)
        yield kills.run(place, _share(chosen.kills, works), chosen.seed)
        yield power_cuts.run(place, _share(chosen.cuts, works), chosen.seed)


def _share(count: int | None, works: Sequence[str]) -> int | None:
    """The same for every kind of work; at every write of each for ``None``."""
    return None if count is None else -(-count // len(works))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tests.torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS, metavar="N")
    parser.add_argument("--cuts", type=int, default=CUTS, metavar="N")
    parser.add_argument("--faults", type=_how_many, metavar="all|N", help="at every write, or at some drawn by lot")
    parser.add_argument(
        "--work", action="append", choices=list(WORKS), help="one kind of work, or several; all unless told"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    return parser


def _how_many(text: str) -> int | None:
    return None if text == "all" else int(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
