"""Everything the Groups screen shows, in one reading: the list, and one group beside it."""

from collections.abc import Sequence
from datetime import date

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care import attention_rules
from peerdesk.domain.care.retention_in_care import LOOKED_BACK, Retention
from peerdesk.domain.groups.groups import usual_day
from peerdesk.domain.screens.groups import GroupRow, GroupsScreen, GroupView
from peerdesk.records import centre as centre_records
from peerdesk.records.care import retention_in_care as retention_in_care_records
from peerdesk.records.groups import duties as duty_records
from peerdesk.records.groups import fit as fit_records
from peerdesk.records.groups import groups as group_records
from peerdesk.records.groups import waitlist as waitlist_records
from peerdesk.services.care import retention_in_care
from peerdesk.services.groups import groups, incidents


def screen(
    storage: Storage,
    actor: Actor,
    *,
    today: date,
    shown: int | None = None,
    on: date | None = None,
    among_closed: bool = False,
    staying: Retention | None = None,
) -> GroupsScreen:
    """The list of groups, and beside it the group asked for, else the first of the list.

    Args:
        storage: the open file.
        actor: who looks.
        today: the day it is now.
        shown: the group beside the list.
        on: as on which day that group is looked at; its usual day if left out.
        among_closed: whether the list shows closed groups too, so that the first of it may be one.
        staying: how many stay, where that was counted today and cannot have changed.

    Raises:
        NotFound: if there is no such group.
    """
    actor.require(Permission.SEE_GROUPS)
    with storage.reading():
        found = groups.overview(storage, actor, today=today, closed=True)
        beside = _first(found, among_closed=among_closed) if shown is None else shown
        return GroupsScreen(
            found,
            staying or retention_in_care.overall(storage, actor, today=today),
            None if beside is None else view(storage, actor, beside, on=on, today=today),
        )


def view(storage: Storage, actor: Actor, group_id: int, *, today: date, on: date | None = None) -> GroupView:
    """A group with its roster and its composition as on a day, its waitlist, its life, and retention as on today.

    Without a day it is looked at as on its usual one.

    Raises:
        NotFound: if there is none of this number.
    """
    actor.require(Permission.SEE_GROUPS)
    with storage.reading():
        row = group_records.found(group_id)
        usual = usual_day(row.started_on, row.closed_on, today)
        day = on or usual
        group = group_records.page_on(row, usual)
        page = group if day == usual else group_records.page_on(row, day)
        weekdays = len({meeting.weekday for meeting in page.details.times})
        first = today - LOOKED_BACK
        return GroupView(
            group,
            page,
            attention_rules.threshold(centre_records.thresholds(), page.details.absences_for_contact, weekdays),
            waitlist_records.of_group(group_id),
            fit_records.composition(group_id, day),
            Retention(first, today, retention_in_care_records.of_group(group_id, first, today, today)),
            duty_records.shared_in(group_id),
            incidents.of_group(storage, actor, group_id) if actor.may(Permission.KEEP_INCIDENTS) else (),
        )


def _first(found: Sequence[GroupRow], *, among_closed: bool) -> int | None:
    return next((group.id for group in found if among_closed or group.closed_on is None), None)
