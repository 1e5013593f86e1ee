"""No screen goes through the whole of a table that grows with the years: every statement has an index to begin from.

What the plan of a statement is shows SQLite's own EXPLAIN QUERY PLAN. It is asked twice: as a file is, without
statistics, and with those of a centre that has grown.
"""

import re
from collections.abc import Iterator

import pytest

from peerdesk.db.models import MODELS
from peerdesk.domain.members.key_counsellors import Whose
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.salvage import EntryKind
from peerdesk.domain.trail.actions import Of
from peerdesk.domain.trail.lines import RecordOf, TrailFilter
from peerdesk.services import trail
from peerdesk.services.members import key_counsellors
from peerdesk.services.papers import weekly_report
from tests.centres import enter
from tests.ui.test_readings import COORDINATOR, COUNSELLOR, DAY, OFFICE, SCREENS, demo, now, open_window, storage

__all__ = ["demo", "now", "open_window", "storage"]  # fixtures

SMALL = {
    "bin_entry",
    "centre",
    "facilitator",
    "follow_up_step",
    "group_duty",
    "holiday",
    "meeting_time",
    "mentor",
    "milestone",
    "peer_group",
    "plan",
    "plan_activity",
    "programme",
    "referral_place",
    "scale",
    "scale_item",
    "staff",
}
"""Tables of which a centre never has more than some hundred rows. All others are big."""

BIG = {model._meta.table_name for model in MODELS} - SMALL

STILL_GOING_ON = {
    "stay_open",
    "membership_open",
    "recovery_span_open",
    "mentorship_open",
    "waiting_open",
    "safety_note_open",
    "copy_request_open",
}
"""Indexes of what has not ended: they hold the people in touch alone, and may be gone through."""

EVERYBODY = {
    "members",
    "members with the page of one",
    "members with the page of a mentor",
    "reports",
    "reports: of a session",
}
"""Screens with a list of members that counts and sorts everybody who is not archived."""

SCAN = re.compile(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?.*")
UP_TO = re.compile(r"SEARCH (\w+) USING (?:COVERING )?INDEX (\w+) \(\w+<\?\).*")
"""Everything there was before a day is nearly everything there ever was."""

NOTHING = "(0 = 1)"
"""What peewee makes of an empty list: SQLite reads no row for it."""

GROWN = 200
"""Times as many rows as the demo centre has."""


def bad_plans(database, statements, tables=BIG) -> Iterator[str]:
    """The statements that go through all rows of one of some tables, each with what its plan says."""
    for sql in dict.fromkeys(statements):
        if not sql.startswith(("BEGIN", "COMMIT")):
            steps = [detail for *_place, detail in database.run(f"EXPLAIN QUERY PLAN {sql}")]
            yield from (f"{step}\n    {sql}" for step in steps if goes_through_all(step, sql, tables))


def goes_through_all(step: str, sql: str, big: set[str]) -> bool:
    found = SCAN.fullmatch(step) or UP_TO.fullmatch(step)
    if found is None or NOTHING in sql:
        return False
    name, index = found.groups()
    tables = {table for table, alias in re.findall(r'"(\w+)" AS "(\w+)"', sql) if alias == name} or {name}
    return bool(tables & big) and index not in STILL_GOING_ON


@pytest.fixture(params=["without statistics", "with those of a grown centre"])
def database(request, storage):
    database = storage._database
    database.connect(reuse_if_open=True)
    if request.param == "without statistics":
        yield database
        return
    database.run("ANALYZE")
    for table, index, stat in database.run("SELECT tbl, idx, stat FROM sqlite_stat1"):
        rows, *rest = stat.split()
        grown = " ".join([str(int(rows) * (GROWN if table in BIG else 1)), *rest])
        database.run("UPDATE sqlite_stat1 SET stat = ? WHERE tbl = ? AND idx IS ?", (grown, table, index))
    database.run("DELETE FROM sqlite_stat4")  # samples of a single year, in which half of all days are recent
    database.run("ANALYZE sqlite_schema")
    yield database
    database.run("DELETE FROM sqlite_stat1")
    database.run("ANALYZE sqlite_schema")


@pytest.fixture(scope="module")
def heard() -> dict[tuple[str, int], list[str]]:
    """What each screen asked for each role: the same whatever SQLite knows of the tables, so it is opened once."""
    return {}


@pytest.mark.parametrize("place", [COORDINATOR, COUNSELLOR, OFFICE], ids=["coordinator", "counsellor", "office"])
@pytest.mark.parametrize("what", SCREENS)
def test_no_statement_of_a_screen_goes_through_a_big_table(
    open_window, database, statements, runner, heard, what, place
):
    if (what, place) not in heard:
        page = SCREENS[what][1](open_window(place))
        assert runner.finish(20_000)
        with statements() as trace:
            page.set_stale()
        heard[what, place] = list(trace)
    asked = heard[what, place]
    assert asked
    found = list(bad_plans(database, asked, BIG - {"member"} if what in EVERYBODY else BIG))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("whose", Whose)
def test_nor_does_the_weekly_report(database, storage, demo, now, statements, whose):
    actor = enter(storage, demo[1][COUNSELLOR].user_name, demo[1][COUNSELLOR].password)
    with statements() as trace:
        weekly_report.gather(storage, actor, Choices(whose=whose), today=DAY, now=now())
    found = list(bad_plans(database, trace))
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "asked",
    [
        TrailFilter(),
        TrailFilter(first=DAY, last=DAY),
        TrailFilter(first=DAY, staff_id=2, kind=EntryKind.MARKS),
        TrailFilter(staff_id=2),
        TrailFilter(kind=EntryKind.SEALS),
        TrailFilter(record=RecordOf(Of.SESSION, 7)),
        TrailFilter(member_id=20),
    ],
    ids=["all", "a day", "a day, who and kind", "who", "kind", "a record", "a member"],
)
def test_nor_does_the_trail_however_it_is_asked(database, storage, demo, statements, asked):
    actor = enter(storage, demo[1][COORDINATOR].user_name, demo[1][COORDINATOR].password)
    with statements() as trace:
        trail.screen(storage, actor, asked)
    found = list(bad_plans(database, trace))
    assert not found, "\n".join(found)


def test_nor_does_handing_the_members_of_one_over(database, storage, demo, statements):
    actor = enter(storage, demo[1][COORDINATOR].user_name, demo[1][COORDINATOR].password)
    giver = enter(storage, demo[1][COUNSELLOR].user_name, demo[1][COUNSELLOR].password)
    with statements() as trace:
        assert key_counsellors.members_of(storage, actor, giver.staff_id).members
    found = list(bad_plans(database, trace))
    assert not found, "\n".join(found)
