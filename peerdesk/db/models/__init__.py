"""The tables, one module per noun. Nothing outside ``db`` and ``services`` imports them."""

from peerdesk.db.models.audit import AuditEntry
from peerdesk.db.models.base import Table
from peerdesk.db.models.centre import Centre, Holiday, Staff
from peerdesk.db.models.group import Facilitator, Group, MeetingTimeRow, Membership
from peerdesk.db.models.member import Leave, Member, MemberPhone, MemberSubstance, MemberToken, Stay
from peerdesk.db.models.session import (
    AttendanceRow,
    GuestRow,
    MemberNote,
    RosterEntry,
    Session,
    SessionActivity,
    SessionNote,
)
from peerdesk.db.models.signing import AddendumRow, CorrectionRow, Seal, SealKind

MODELS: tuple[type[Table], ...] = (
    Centre,
    Staff,
    AuditEntry,
    Holiday,
    Member,
    MemberPhone,
    MemberSubstance,
    MemberToken,
    Stay,
    Leave,
    Group,
    MeetingTimeRow,
    Facilitator,
    Membership,
    Session,
    SessionNote,
    SessionActivity,
    AttendanceRow,
    MemberNote,
    GuestRow,
    RosterEntry,
    AddendumRow,
    CorrectionRow,
    Seal,
)
"""Every table, parents before children."""

__all__ = [
    "MODELS",
    "AddendumRow",
    "AttendanceRow",
    "AuditEntry",
    "Centre",
    "CorrectionRow",
    "Facilitator",
    "Group",
    "GuestRow",
    "Holiday",
    "Leave",
    "MeetingTimeRow",
    "Member",
    "MemberNote",
    "MemberPhone",
    "MemberSubstance",
    "MemberToken",
    "Membership",
    "RosterEntry",
    "Seal",
    "SealKind",
    "Session",
    "SessionActivity",
    "SessionNote",
    "Staff",
    "Stay",
    "Table",
]
