"""Who may do what: the roles of the staff and the one table of permissions."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from peerdesk.errors import NotPermitted


class Role(StrEnum):
    """What a staff member is at the centre."""

    COORDINATOR = "coordinator"
    COUNSELLOR = "counsellor"
    OFFICE = "office"


class Permission(StrEnum):
    """What can be allowed. Reading has its permissions too."""

    SEE_MEMBERS = "see-members"
    REGISTER_MEMBERS = "register-members"
    SEE_GROUPS = "see-groups"
    MANAGE_GROUPS = "manage-groups"
    MANAGE_ROSTERS = "manage-rosters"
    SEE_ATTENDANCE = "see-attendance"
    MARK_ATTENDANCE = "mark-attendance"
    SEE_NOTES = "see-notes"
    WRITE_NOTES = "write-notes"
    SIGN_SESSIONS = "sign-sessions"
    PRINT_ATTENDANCE = "print-attendance"
    PRINT_PROGRESS = "print-progress"
    MANAGE_STAFF = "manage-staff"
    CHANGE_SETTINGS = "change-settings"
    CHECK_FILE = "check-file"
    BACK_UP = "back-up"
    RESTORE = "restore"
    SEE_RECOVERY = "see-recovery"
    KEEP_RECOVERY = "keep-recovery"
    SEE_MENTORING = "see-mentoring"
    MANAGE_MENTORING = "manage-mentoring"
    SEE_FOLLOW_UPS = "see-follow-ups"
    KEEP_FOLLOW_UPS = "keep-follow-ups"
    SEE_CONTACTS = "see-contacts"
    KEEP_CONTACTS = "keep-contacts"
    SEE_GOALS = "see-goals"
    KEEP_GOALS = "keep-goals"
    SEE_STAYING_WELL = "see-staying-well"
    KEEP_STAYING_WELL = "keep-staying-well"
    SEE_MEASURES = "see-measures"
    KEEP_MEASURES = "keep-measures"
    SEE_COUNSELLORS_MEASURES = "see-counsellors-measures"
    KEEP_SAFETY_NOTES = "keep-safety-notes"
    KEEP_INCIDENTS = "keep-incidents"
    KEEP_STORIES = "keep-stories"
    MARK_PRESENCE = "mark-presence"
    SEE_DISCLOSURES = "see-disclosures"
    ERASE_MEMBERS = "erase-members"
    SEE_TRAIL = "see-trail"


_OFFICE = frozenset(
    {
        Permission.SEE_MEMBERS,
        Permission.REGISTER_MEMBERS,
        Permission.SEE_GROUPS,
        Permission.MANAGE_ROSTERS,
        Permission.SEE_ATTENDANCE,
        Permission.MARK_ATTENDANCE,
        Permission.PRINT_ATTENDANCE,
        Permission.CHECK_FILE,
        Permission.BACK_UP,
        Permission.SEE_RECOVERY,
        Permission.SEE_MENTORING,
        Permission.SEE_FOLLOW_UPS,
        Permission.KEEP_FOLLOW_UPS,
        Permission.SEE_CONTACTS,
        Permission.SEE_MEASURES,
        Permission.KEEP_MEASURES,
        Permission.MARK_PRESENCE,
    }
)
_COUNSELLOR = _OFFICE | {
    Permission.MANAGE_GROUPS,
    Permission.SEE_NOTES,
    Permission.WRITE_NOTES,
    Permission.SIGN_SESSIONS,
    Permission.PRINT_PROGRESS,
    Permission.KEEP_RECOVERY,
    Permission.MANAGE_MENTORING,
    Permission.KEEP_CONTACTS,
    Permission.SEE_GOALS,
    Permission.KEEP_GOALS,
    Permission.SEE_STAYING_WELL,
    Permission.KEEP_STAYING_WELL,
    Permission.SEE_COUNSELLORS_MEASURES,
    Permission.KEEP_SAFETY_NOTES,
    Permission.KEEP_INCIDENTS,
    Permission.KEEP_STORIES,
}

PERMISSIONS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.OFFICE: _OFFICE,
        Role.COUNSELLOR: _COUNSELLOR,
        Role.COORDINATOR: _COUNSELLOR
        | {
            *(Permission.MANAGE_STAFF, Permission.CHANGE_SETTINGS, Permission.RESTORE),
            *(Permission.SEE_DISCLOSURES, Permission.SEE_TRAIL, Permission.ERASE_MEMBERS),
        },
    }
)
"""The one table of permissions.

Office staff never see notes, goals, staying-well plans, incidents, success stories, counsellors' measures or safety
notes.
Only the coordinator manages staff and settings, reads the whole log of what left the office and the audit trail, and
erases a record.
"""


@dataclass(frozen=True, slots=True)
class StaffName:
    """A member of the staff, present or former, to choose from."""

    id: int
    user_name: str
    name: str


def allowed(role: Role, permission: Permission) -> bool:
    """Whether a role has a permission."""
    return permission in PERMISSIONS[role]


def reads_notes(role: Role) -> bool:
    """Whether a role holds the key of what office staff do not read."""
    return allowed(role, Permission.SEE_NOTES)


@dataclass(frozen=True, slots=True)
class Actor:
    """The staff member in whose name something is done."""

    staff_id: int
    user_name: str
    name: str
    role: Role

    def may(self, permission: Permission) -> bool:
        return allowed(self.role, permission)

    def require(self, permission: Permission) -> None:
        """Refuse politely if the role does not allow it.

        Raises:
            NotPermitted: if so.
        """
        if not self.may(permission):
            raise NotPermitted("not-permitted", permission=permission, role=self.role)
