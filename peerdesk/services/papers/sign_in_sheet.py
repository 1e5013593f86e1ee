"""Gathers the sign-in sheet: one session's list of names, in the order of the session screen."""

from dataclasses import replace
from datetime import date, datetime

from peerdesk.db.models import Group, Session
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.papers.choices import Choices, Names
from peerdesk.domain.papers.letterhead import Printed
from peerdesk.domain.papers.sign_in_sheet import SignInSheet
from peerdesk.services import centre, session_rows, session_sheet
from peerdesk.services.papers import choices as chosen
from peerdesk.services.papers import people


def gather(storage: Storage, actor: Actor, choices: Choices, *, today: date, now: datetime) -> SignInSheet:
    """The sheet of a session; of the latest held one where none is chosen. The choice of days does not matter to it.

    Raises:
        NotFound: if there is no such session, or no such group.
    """
    actor.require(Permission.PRINT_ATTENDANCE)
    with storage.reading():
        sheet = SignInSheet(
            letterhead=centre.letterhead(),
            printed=Printed(actor.name, now),
            data_as_on=today,
            session_id=None,
            group_name="",
            day=None,
            starts=None,
            minutes=0,
            place="",
            facilitators=(),
            people=(),
        )
        session = chosen.session(choices, today)
        return _of_session(sheet, session, choices.naming) if session else sheet


def _of_session(sheet: SignInSheet, session: Session, names: Names) -> SignInSheet:
    group = Group.get_by_id(session.group_id)
    rows = session_sheet.sheet_rows(session, with_notes=False)
    return replace(
        sheet,
        session_id=session.id,
        group_name=group.name,
        day=session.day,
        starts=session.starts,
        minutes=session.minutes,
        place=group.place,
        facilitators=session_rows.facilitators(group.id, session.day),
        people=[people.on_paper(row.number, row.name_latin, row.name_native, names) for row in rows],
    )
