"""What PeerDesk costs beside the bare thing, measured side by side in one run: the table of aims.

Times are those of the processor, and of a program that is installed: its modules are compiled before. Each row has what
PeerDesk takes, what the bare thing takes, their ratio, and whether the aim is met. Demo centres of up to 30 years and
20,000 members are made for it: minutes, unless they are kept.
"""

import argparse
import compileall
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import peerdesk
import resources
from peerdesk import cli
from tests.benchmarks.aims import BIG, aims
from tests.benchmarks.centres import MOST_MEMBERS, QUICK, Centres, Kind
from tests.benchmarks.parts import Aim
from tests.benchmarks.timing import Row

ROUNDS = 9
WIDTH = 76


def main(arguments: Sequence[str]) -> int:
    parser = _parser()
    chosen = parser.parse_args(arguments)
    table = list(_wanted(aims(chosen.members), chosen.only, quick=chosen.quick))
    if not table:
        parser.error(f"no row has {chosen.only!r} in its name")
    gc.set_threshold(cli.MADE_AT_ONCE)  # as the program does
    begun = perf_counter()
    _compile()
    with _place(chosen.keep) as place:
        centres = Centres(place, QUICK if chosen.quick else None, _say_making)
        rows = list(_measured(table, centres, 1 if chosen.quick else chosen.rounds))
    verdicts = [row.met for row in rows if row.met is not None]
    print(f"\n{sum(verdicts)} of {len(verdicts)} aims met; measured in {_spoken(perf_counter() - begun)}.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tests.benchmarks", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="one round of some rows on one small centre, to see that it runs"
    )
    parser.add_argument(
        "--rounds", type=_count(ROUNDS * 10), default=ROUNDS, metavar="N", help="fewer where others use the PC"
    )
    parser.add_argument(
        "--members",
        type=_count(MOST_MEMBERS),
        default=BIG,
        metavar="N",
        help=f"of the two big centres (default {BIG}, at most {MOST_MEMBERS}); the aims are meant for {BIG}",
    )
    parser.add_argument("--only", default="", metavar="WORD", help="the rows whose name contains it, and their centres")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the demo centres there and use those that are")
    return parser


def _compile() -> None:
    """What an installed program has; in a checkout it may be old, or never written."""
    for package in (peerdesk, resources):
        for folder in package.__path__:
            compileall.compile_dir(folder, quiet=2)


@contextmanager
def _place(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        yield keep
        return
    with TemporaryDirectory(prefix="peerdesk-benchmarks-") as place:
        yield Path(place)


def _wanted(table: Sequence[Aim], word: str, *, quick: bool) -> Iterator[Aim]:
    """What has the word in its name; of each aim the first and the last of that where it must be quick."""
    for aim in table:
        parts = [part for part in aim.parts if word.casefold() in part.what.casefold()]
        if parts:
            yield Aim(aim.title, [*parts[:1], *parts[1:][-1:]] if quick else parts)


def _measured(table: Sequence[Aim], centres: Centres, rounds: int) -> Iterator[Row]:
    """Measure and print as it is found."""
    for aim in table:
        print(f"\n{aim.title}", flush=True)
        for part in aim.parts:
            for row in part.measure([centres.get(kind) for kind in part.needs], rounds):
                print(f"  {row.line(WIDTH)}", flush=True)
                yield row


def _say_making(kind: Kind) -> None:
    print(f"making a demo centre of {kind}", file=sys.stderr, flush=True)


def _spoken(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s"


def _count(most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isdecimal() or not 1 <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 to {most}")
        return int(text)

    return read


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
