"""The programme's numbers: read by the rules, changed by the coordinator."""

from collections.abc import Sequence
from dataclasses import asdict

from peerdesk.db.audit import Unit
from peerdesk.db.models import ProgrammeRow
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care.follow_ups import ScheduleStep
from peerdesk.domain.care.thresholds import HelpLinesCheck, Thresholds
from peerdesk.domain.changes import Changed
from peerdesk.errors import InvalidInput
from peerdesk.records import centre as centre_records
from peerdesk.records.care import follow_up_schedule


def numbers(storage: Storage, actor: Actor) -> Thresholds:
    """The numbers as the centre keeps them."""
    actor.require(Permission.SEE_GROUPS)
    with storage.reading():
        return centre_records.thresholds()


def help_lines_check(storage: Storage, actor: Actor) -> HelpLinesCheck | None:
    """When and by whom the help lines were last found right, if ever."""
    actor.require(Permission.SEE_GROUPS)
    with storage.reading():
        return centre_records.help_lines_check()


def check_help_lines(storage: Storage, actor: Actor) -> None:
    """Say that the help lines are right today; the question comes again after a year."""
    actor.require(Permission.CHANGE_SETTINGS)
    with storage.writing(Changed.THRESHOLDS, actor) as unit:
        _checked_within(unit)


def change(
    storage: Storage, actor: Actor, thresholds: Thresholds, schedule: Sequence[ScheduleStep] | None = None
) -> None:
    """Keep other numbers, and with them another schedule of follow-ups where one is given; all of it or nothing.

    Who changes the help lines has looked them up: they count as checked.

    Raises:
        InvalidInput: if a number of either is out of range, or the help lines are too long.
    """
    actor.require(Permission.CHANGE_SETTINGS)
    problems = [*thresholds.problems(), *(problem for step in schedule or () for problem in step.problems())]
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.THRESHOLDS, actor) as unit:
        if schedule is not None:
            follow_up_schedule.set_within(unit, schedule)
        old = centre_records.thresholds()
        unit.audit_change("programme.change", 1, asdict(old), asdict(thresholds))
        ProgrammeRow.update(**asdict(thresholds)).execute()
        if thresholds.help_lines != old.help_lines:
            _checked_within(unit)


def _checked_within(unit: Unit) -> None:
    before = centre_records.help_lines_check()
    new = {"help_lines_checked_on": unit.at.date(), "help_lines_checked_by": unit.actor.staff_id}
    ProgrammeRow.update(**new).execute()
    unit.audit("programme.check-help-lines", 1, {"checked_on": before.day if before else None}, new)
