"""The first visit to each page after the log-in, beside the second one; each page in a fresh process of its own.

Nobody was anywhere but on Today before, so that no page profits from what another one has loaded. What the program may
do beforehand it has done: it was left alone at the log-in and on Today until it had nothing left to do. For the second
visit something has changed, as it nearly always has: the page reads everything from the file again and paints it. What
the first visit costs beyond that is loading and building. What a visit costs without news stands beside it.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from statistics import median

from peerdesk.ui.place import PageName
from tests.benchmarks import fresh
from tests.benchmarks.centres import YEAR, Centre
from tests.benchmarks.parts import Part
from tests.benchmarks.timing import Row

AIM, MOST = 3.0, 100.0
_MOST_ROUNDS = 3
"""Each round of each page is a log-in."""


def parts() -> Iterator[Part]:
    for name in PageName:
        if name is not PageName.TODAY:  # where the log-in leads: its first visit is the start
            what = f"first visit to {name.value.replace('_', '-')} ÷ second visit"
            yield Part(what, (YEAR,), partial(_measure, what, name))


def _measure(what: str, name: PageName, centres: Sequence[Centre], rounds: int) -> list[Row]:
    found = [fresh.whole_program(centres[0], "visit", name.value) for _ in range(min(rounds, _MOST_ROUNDS))]
    first, second, unchanged = (median(one[which] for one in found) for which in ("first", "second", "unchanged"))
    return [Row(what, first, second, f"without news {unchanged:.1f} ms", AIM, MOST)]
