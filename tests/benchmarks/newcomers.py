"""A centre whose 20,000 members were all admitted this year, beside one with the usual 180.

No centre is like that, but it shows what grows with the people in touch: most of the 20,000 are, in the programme or in
aftercare. Bare is the usual centre, and nothing may grow faster than the people in touch: that is the aim of the ratio.
The weekly report is gathered from the file and written apart; the reader waits for both.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from io import BytesIO

from peerdesk.context import AppContext
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.papers.weekly_report import WeeklyReport
from peerdesk.reports import weekly_report as paper
from peerdesk.services.papers import weekly_report
from tests.benchmarks.centres import TODAY, YEAR, Centre, Kind, in_touch, now
from tests.benchmarks.growth import SCREENS, Screen, side_by_side
from tests.benchmarks.parts import Part
from tests.benchmarks.timing import Row, compared

MOST = {"Today": 300.0}  # milliseconds
MOST_FOR_REPORT = 2000.0
THIS_WEEK = Choices(first=TODAY - timedelta(6), last=TODAY)


def parts(members: int) -> Iterator[Part]:
    kinds = Kind(1, members), YEAR
    for name, screen in SCREENS.items():
        what = f"{name}, {_against(kinds)}"
        yield Part(what, kinds, partial(_screen, what, screen, MOST.get(name)))
    what = f"weekly report, {_against(kinds)}"
    yield Part(what, kinds, partial(_report, what))


def _against(kinds: Sequence[Kind]) -> str:
    return " ÷ ".join(f"{kind.members:,}" for kind in kinds)


def _screen(what: str, screen: Screen, most: float | None, centres: Sequence[Centre], rounds: int) -> list[Row]:
    with side_by_side(centres, screen) as (ours, bare, (many, few)):
        return [compared(what, ours, bare, rounds, _in_touch(many, few), aim=many / few, most=most)]


def _report(what: str, centres: Sequence[Centre], rounds: int) -> list[Row]:
    with ExitStack() as stack:
        full, usual = (stack.enter_context(centre.opened()) for centre in centres)
        many, few = counts = [_counted(context) for context in (full, usual)]
        reports = [gathered(context) for context in (full, usual)]
        paper.write(reports[1], BytesIO())  # the fonts are loaded once in the life of a program
        gather = compared(
            f"{what}: gathered",
            lambda: gathered(full),
            lambda: gathered(usual),
            rounds,
            _in_touch(*counts),
            aim=many / few,
        )
        write = compared(
            f"{what}: written",
            lambda: paper.write(reports[0], BytesIO()),
            lambda: paper.write(reports[1], BytesIO()),
            rounds,
            f"{len(reports[0].contact_needed)}, {len(reports[1].contact_needed)} need contact",
            aim=many / few,
        )
    together = Row(f"{what}: both", gather.ours + write.ours, most=MOST_FOR_REPORT)
    return [gather, write, together]


def gathered(context: AppContext) -> WeeklyReport:
    """The report of the week that ends today."""
    with context.storage.bound():
        return weekly_report.gather(context.storage, context.actor, THIS_WEEK, today=TODAY, now=now())


def _counted(context: AppContext) -> int:
    with context.storage.bound():
        return in_touch(context)


def _in_touch(many: int, few: int) -> str:
    return f"in touch: {many}, {few}"
