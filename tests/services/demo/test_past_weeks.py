"""A past week prints as it would have on its last day: all that is dated later is taken out of the file to compare."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime, time, timedelta

import pytest

from peerdesk import publishing
from peerdesk.domain.dates import week_of
from peerdesk.domain.papers.choices import Choices
from tests.services.demo.conftest import PLAN

LATER_ROWS = (
    "celebration WHERE day > :day",
    "contact WHERE day > :day",
    "mentor_contact WHERE day > :day",
    "presence WHERE day > :day",
    "step_work WHERE day > :day",
    "safety_note WHERE day > :day",
    "measurement_answer WHERE measurement_id IN (SELECT id FROM measurement WHERE day > :day)",
    "measurement WHERE day > :day",
    *(
        f"{table} WHERE session_id IN (SELECT id FROM session WHERE day > :day)"  # noqa: S608 - of the words below
        for table in ("attendance", "session_note", "session_activity", "member_note", "guest", "roster_entry")
    ),
    "seal WHERE date(at) > :day",
    "follow_up WHERE begun_on > :day",
    "follow_up WHERE stay_id IN (SELECT id FROM stay WHERE admitted_on > :day)",
    "stay WHERE admitted_on > :day",
    "membership WHERE from_day > :day",
    "mentorship WHERE from_day > :day",
    "recovery_span WHERE from_day > :day",
)
LATER_VALUES = (
    "follow_up SET outcome = NULL, done_on = NULL, done_by_id = NULL WHERE done_on > :day",
    "stay SET discharged_on = NULL, discharge_type = NULL WHERE discharged_on > :day",
    "membership SET to_day = NULL WHERE to_day > :day",
    "mentorship SET to_day = NULL, closing = NULL WHERE to_day > :day",
    "mentor SET stopped_on = NULL WHERE stopped_on > :day",
    "recovery_span SET ended_on = NULL, reason = NULL, text = '', noted_on = NULL WHERE ended_on > :day",
    "member SET archived_on = NULL WHERE archived_on > :day",
    "peer_group SET closed_on = NULL WHERE closed_on > :day",
    "session SET status = 'planned', reason = NULL, reason_text = '' WHERE day > :day",
)


def take_out(storage, day) -> None:
    """Put the file back to how it was at the end of a day, as far as its rows have days."""
    run = storage._database.run
    for (trigger,) in run("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        run(f'DROP TRIGGER "{trigger}"')
    run("PRAGMA foreign_keys = 0")
    for rows in LATER_ROWS:
        run(f"DELETE FROM {rows}", {"day": day.isoformat()})  # noqa: S608 - no word of it comes from outside
    for values in LATER_VALUES:
        run(f"UPDATE {values}", {"day": day.isoformat()})


def printed(storage, actor, week, today, members: Iterable[int]) -> dict[str, object]:
    """Everything that the reports say of a week, but for the moment of printing."""
    asked: list[tuple[str, int | None]] = [("weekly-report", None), ("milestones", None), ("presence-sheet", None)]
    asked += [("progress-report", member_id) for member_id in members]
    said = {}
    for name, member_id in asked:
        choices = Choices(first=week[0], last=week[1], member=member_id)
        report = publishing.gather(name, storage, actor, choices, today=today, now=datetime.combine(today, time(18)))
        said |= {
            f"{name} {member_id or ''} {field.name}": getattr(report, field.name)
            for field in fields(report)
            if field.name != "printed"
        }
    return said


@pytest.mark.parametrize("weeks", [1, 4, 11])
def test_a_past_week_prints_as_it_did_on_its_last_day(make, opened, weeks):
    week = week_of(PLAN.today - timedelta(weeks=weeks))
    storage, actor = opened(make("centre", PLAN), PLAN)
    members = range(90, 180, 9)
    later = printed(storage, actor, week, PLAN.today, members)
    take_out(storage, week[1])
    then = printed(storage, actor, week, week[1], members)
    assert {what: (then[what], later[what]) for what in then if then[what] != later[what]} == {}
    assert not storage._database.run("SELECT 1 FROM contact WHERE day > ?", (week[1].isoformat(),))
    assert then["weekly-report  contact_needed"]
    assert then["weekly-report  milestones"]
