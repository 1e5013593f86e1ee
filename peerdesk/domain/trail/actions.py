"""The table of what is written into the audit trail: of which kind each action is, and what its number counts.

A test reads the source and names every action that stands there and not here, or here alone.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from peerdesk.domain.salvage import EntryKind


class Of(StrEnum):
    """What the number of an entry is the number of."""

    NOTHING = "nothing"
    MEMBER = "member"
    STAY = "stay"
    CONSENT = "consent"
    COPY_REQUEST = "copy-request"
    HOLD = "hold"
    CONTACT = "contact"
    FOLLOW_UP = "follow-up"
    GOAL = "goal"
    SHEET = "sheet"
    SAFETY_NOTE = "safety-note"
    STAYING_WELL_PLAN = "staying-well-plan"
    MEMBERSHIP = "membership"
    WAITING = "waiting"
    MENTORSHIP = "mentorship"
    MENTOR_CONTACT = "mentor-contact"
    GROUP = "group"
    SESSION = "session"
    INCIDENT = "incident"
    STAFF = "staff"
    SCALE = "scale"
    PLACE = "place"
    DISCLOSURE = "disclosure"


class Action(NamedTuple):
    """What is done to what."""

    kind: EntryKind
    of: Of


_TABLE: Mapping[EntryKind, Mapping[Of, str]] = {
    EntryKind.MEMBERS: {
        Of.MEMBER: """
            key-counsellor.change key-counsellor.take-back leave.add leave.remove member.archive member.change
            member.co-occurring member.died member.died-undone member.erase member.register member.register-undone
            story.bring-back story.keep story.remove
        """,
        Of.CONSENT: "consent.give consent.give-undone consent.withdraw consent.withdraw-undone",
        Of.COPY_REQUEST: "copy.ask copy.ask-undone copy.give copy.give-undone",
        Of.HOLD: "hold.lift hold.set",
    },
    EntryKind.STAYS: {
        Of.STAY: "stay.admit stay.admit-undone stay.correct stay.discharge stay.discharge-undone",
    },
    EntryKind.RECOVERY: {
        Of.MEMBER: """
            recovery.begin recovery.celebrate recovery.correct-start recovery.remove-step recovery.return recovery.step
            recovery.take-back-begin recovery.take-back-celebration recovery.take-back-return
        """,
        Of.STAYING_WELL_PLAN: "staying-well.bring-back staying-well.take-back staying-well.take-up staying-well.write",
    },
    EntryKind.GROUPS: {
        Of.GROUP: "group.change group.close group.create group.duties group.reopen",
        Of.MEMBERSHIP: """
            membership.correct membership.join membership.join-undone membership.leave membership.reopen membership.role
        """,
        Of.WAITING: """
            waiting.add waiting.join waiting.join-undone waiting.move waiting.withdraw waiting.withdraw-undone
        """,
        Of.INCIDENT: "incident.add incident.change incident.remove",
    },
    EntryKind.SESSIONS: {
        Of.SESSION: """
            duty.assign duty.end duty.end-undone guest.add guest.remove plan.use session.create session.did-happen
            session.did-not-happen session.from-paper session.led-by session.visitors
        """,
        Of.NOTHING: "sessions.plan sessions.tidy",
    },
    EntryKind.MARKS: {
        Of.SESSION: "attendance.mark attendance.remove-walk-in attendance.walk-in",
        Of.NOTHING: "presence.mark",
    },
    EntryKind.SEALS: {
        Of.SESSION: "session.addendum session.correct session.sign",
    },
    EntryKind.MENTORING: {
        Of.MEMBER: "mentor.agree mentor.stop mentor.stop-undone",
        Of.MENTORSHIP: "mentorship.begin mentorship.close mentorship.reopen",
        Of.MENTOR_CONTACT: "mentor-contact.add mentor-contact.change mentor-contact.remove",
    },
    EntryKind.FOLLOW_UPS: {
        Of.MEMBER: "follow-up.cancel",
        Of.STAY: "follow-up.remove-schedule follow-up.reschedule follow-up.schedule",
        Of.FOLLOW_UP: "follow-up.add follow-up.finish follow-up.remove follow-up.reopen",
        Of.CONTACT: "contact.add contact.change contact.remove",
        Of.GOAL: "goal.add goal.change goal.open goal.reached goal.remove goal.say goal.set-aside goal.unsay",
        Of.SAFETY_NOTE: "safety.answer safety.hand-over safety.open safety.reopen",
    },
    EntryKind.MEASURES: {
        Of.SHEET: "measure.correct measure.record measure.remove",
        Of.SCALE: "scale.add scale.retire",
    },
    EntryKind.PROGRAMME: {
        Of.NOTHING: """
            follow-up.schedule-change milestone.change plan.add plan.change plan.reset plan.retire plan.take-up
            programme.change programme.check-help-lines
        """,
    },
    EntryKind.CENTRE: {
        Of.NOTHING: """
            centre.change centre.recovery-code centre.recovery-confirmed centre.set-up holiday.add holiday.remove
            keys.brought-back keys.changeover keys.closed keys.founded keys.given keys.left keys.notes keys.old-sheet
            keys.older-accepted keys.own keys.replaced keys.role keys.seen keys.sheet-held keys.sheet-made
        """,
        Of.STAFF: """
            staff.add staff.bring-back staff.change staff.deactivate staff.failed-log-ins staff.give-back staff.log-in
            staff.password staff.role-put-right
        """,
        Of.PLACE: "place.add place.bring-back place.change place.remove",
    },
    EntryKind.OTHER: {
        Of.NOTHING: "bin.empty bin.put-back clock.accept demo.build record.put-back record.salvage",
        Of.DISCLOSURE: "disclosure.note",
    },
}


def _each() -> Iterator[tuple[str, Action]]:
    for kind, sorts in _TABLE.items():
        for of, names in sorts.items():
            for name in names.split():
                yield name, Action(kind, of)


ACTIONS: Mapping[str, Action] = MappingProxyType(dict(_each()))
"""Every action by its name, ``noun.verb``."""

KINDS: tuple[EntryKind, ...] = tuple(_TABLE)
"""The kinds of record there are actions for, in the order in which they are told."""


def of_kind(kind: EntryKind) -> list[str]:
    """The actions of one kind."""
    return [name for name, action in ACTIONS.items() if action.kind is kind]


def about(of: Of) -> list[str]:
    """The actions whose number is of one sort."""
    return [name for name, action in ACTIONS.items() if action.of is of]
