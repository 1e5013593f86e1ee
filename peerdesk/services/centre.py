"""The centre's own details and its holidays."""

from collections.abc import Sequence
from datetime import date

from peerdesk.db.models import Centre, HolidayRow
from peerdesk.db.storage import Storage
from peerdesk.domain import centre as rules
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.bin import BinKind
from peerdesk.domain.centre import CentreDetails
from peerdesk.domain.changes import Changed
from peerdesk.domain.typed import blank
from peerdesk.errors import InvalidInput, Problem
from peerdesk.records import bin as bin_records
from peerdesk.records import centre as centre_records
from peerdesk.records.sessions import planned_sessions as planned_records


def details(storage: Storage, actor: Actor) -> CentreDetails:
    """The centre as its letterhead shows it."""
    actor.require(Permission.SEE_GROUPS)
    with storage.reading():
        return centre_records.details()


def change(storage: Storage, actor: Actor, new: CentreDetails) -> None:
    """Keep other details. Numbers already given stay as they are.

    Raises:
        InvalidInput: with everything that is wrong with them.
    """
    actor.require(Permission.CHANGE_SETTINGS)
    if problems := new.problems():
        raise InvalidInput(problems)
    with storage.writing(Changed.CENTRE, actor) as unit:
        old = centre_records.details()
        Centre.update(**{name: getattr(new, name) for name in centre_records.COLUMNS}).execute()
        unit.audit_change("centre.change", 1, _facts(old), _facts(new))


def holidays(storage: Storage, actor: Actor) -> Sequence[rules.Holiday]:
    """All holidays, newest first."""
    actor.require(Permission.SEE_GROUPS)
    with storage.reading():
        return [rules.Holiday(row.day, row.name) for row in HolidayRow.select().order_by(HolidayRow.day.desc())]


def add_holiday(storage: Storage, actor: Actor, holiday: rules.Holiday) -> None:
    """Add a day without groups; what was only planned on it goes.

    Raises:
        InvalidInput: if the name is missing or too long, or the day is a holiday already.
    """
    actor.require(Permission.CHANGE_SETTINGS)
    problems = []
    if blank(holiday.name) or len(holiday.name) > 80:
        problems.append(Problem("name", "holiday-name-wrong", {"most": 80}))
    with storage.reading():
        if HolidayRow.get_or_none(HolidayRow.day == holiday.day) is not None:
            problems.append(Problem("day", "holiday-taken", {"day": holiday.day}))
    if problems:
        raise InvalidInput(problems)
    with storage.writing(Changed.HOLIDAYS | Changed.SESSIONS, actor) as unit:
        HolidayRow.create(day=holiday.day, name=holiday.name.strip())
        planned_records.clear_day(holiday.day)
        unit.audit("holiday.add", None, None, {"day": holiday.day, "name": holiday.name.strip()})


def remove_holiday(storage: Storage, actor: Actor, day: date) -> int | None:
    """Take a holiday back, and return its number in the bin; the day's sessions are planned again."""
    actor.require(Permission.CHANGE_SETTINGS)
    with storage.writing(Changed.HOLIDAYS | Changed.SESSIONS, actor) as unit:
        holiday = HolidayRow.get_or_none(HolidayRow.day == day)
        if holiday is None:
            unit.nothing_to_do()
            return None
        binned = bin_records.put_within(unit, BinKind.HOLIDAY, holiday)
        planned_records.refill_day(day)
        unit.audit("holiday.remove", None, {"day": day, "name": holiday.name}, None)
    return binned


def _facts(details: CentreDetails) -> dict[str, object]:
    return {name: getattr(details, name) for name in centre_records.COLUMNS}
