"""The daily screens of an old centre beside those of a young one, each read from the file again and repainted.

Both have the same number of people in touch (see ``YEAR_AS_BUSY``; it stands beside each ratio), groups and beds. What
differs is how much lies behind them. Bare is the young centre: what age adds should be nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import partial

from peewee import fn

from peerdesk.db.models import Stay
from peerdesk.db.queries import tuples
from peerdesk.ui.page import Page
from peerdesk.ui.place import GroupPlace, MemberPlace, PageName, SessionPlace
from tests.benchmarks import desk
from tests.benchmarks.centres import TEN, THIRTY, TODAY, YEAR_AS_BUSY, Centre, in_touch
from tests.benchmarks.desk import Desk
from tests.benchmarks.parts import Part
from tests.benchmarks.timing import Row, compared

AIM = 1.2
_SIX_WEEKS = timedelta(42)

Screen = Callable[[Desk], Page]
Acts = tuple[Callable[[], None], Callable[[], None], Sequence[int]]


def parts() -> Iterator[Part]:
    for name, screen in SCREENS.items():
        for old in (TEN, THIRTY):
            what = f"{name}, {old.age} ÷ {YEAR_AS_BUSY.age}"
            yield Part(what, (old, YEAR_AS_BUSY), partial(_measure, what, screen))


def _measure(what: str, screen: Screen, centres: Sequence[Centre], rounds: int) -> list[Row]:
    with side_by_side(centres, screen) as (old, young, (many, few)):
        return [compared(what, old, young, rounds, f"in touch: {many}, {few}", aim=AIM)]


@contextmanager
def side_by_side(centres: Sequence[Centre], screen: Screen) -> Iterator[Acts]:
    """The same screen of two centres: what reads and paints each again, and how many are in touch there."""
    with ExitStack() as stack:
        acts, counts = [], []
        for centre in centres:
            at = stack.enter_context(desk.opened(centre))
            page = screen(at)
            desk.painted()
            acts.append(at.again(page))
            counts.append(in_touch(at.context))
        yield acts[0], acts[1], counts


def _today(at: Desk) -> Page:
    return at.window.pages.today


def _member(at: Desk) -> Page:
    """Somebody with as long a story everywhere: in their first stay, for six weeks; beside them the list."""
    columns = Stay.member, fn.MIN(Stay.admitted_on)
    once = Stay.select(*columns).group_by(Stay.member).having(fn.COUNT(Stay.id) == 1, fn.COUNT(Stay.discharged_on) == 0)
    with at.context.storage.reading():
        rows = tuples(once)
    who, _day = min(rows, key=lambda row: (abs(TODAY - _SIX_WEEKS - row[1]), row[0]))
    at.window.open(MemberPlace(who))
    return at.window.pages.members


def _session(at: Desk) -> Page:
    at.window.open(SessionPlace(at.biggest_session().id))
    return at.window.pages.session


def _groups(at: Desk) -> Page:
    """The group of every resident, with its roster."""
    at.window.open(GroupPlace(at.biggest_session().group_id))
    return at.window.pages.groups


def _mentoring(at: Desk) -> Page:
    at.window.go(at.window.pages.page(PageName.MENTORING))
    return at.window.pages.mentoring


SCREENS: Mapping[str, Screen] = {
    "Today": _today,
    "a member": _member,
    "a session": _session,
    "Groups": _groups,
    "Mentoring": _mentoring,
}
