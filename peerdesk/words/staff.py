"""Words about the staff and what they may do."""

from peerdesk.domain.access import Permission, Role
from peerdesk.domain.disclosures import LeftBy
from peerdesk.domain.signing_keys import KeyEvent
from peerdesk.words.entry import NC_, Tables

STAFF_WORDS: Tables = {
    KeyEvent: {
        # Translators: why there is an entry in the list of keys, with which everybody signs.
        KeyEvent.FOUNDED: NC_("keys", "Set up the centre in PeerDesk"),
        KeyEvent.CHANGEOVER: NC_("keys", "First log-in since PeerDesk has signing keys"),
        KeyEvent.GIVEN: NC_("keys", "Was given a login or a password"),
        KeyEvent.OLD_SHEET: NC_("keys", "Used a password recovery sheet from before this list"),
        KeyEvent.OWN: NC_("keys", "Changed their own password"),
        KeyEvent.ROLE: NC_("keys", "Role changed"),
        KeyEvent.LEFT: NC_("keys", "The login was taken away"),
        KeyEvent.SHEET_MADE: NC_("keys", "New password recovery sheet made"),
        KeyEvent.SHEET_HELD: NC_("keys", "The new password recovery sheet is in force"),
        # Translators: notes, counsellors' measures and the like are locked once more, so that office staff cannot read
        KeyEvent.NOTES: NC_("keys", "Key made for what office staff do not read"),
        KeyEvent.BROUGHT_BACK: NC_("keys", "Logged in with the keys of a backup"),
    },
    LeftBy: {
        LeftBy.PRINTED: NC_("left the office", "Printed"),
        LeftBy.PDF: NC_("left the office", "Saved as PDF"),
        LeftBy.COPIED: NC_("left the office", "Copied"),
        LeftBy.BACKUP: NC_("left the office", "Backup"),
    },
    Role: {
        Role.COORDINATOR: NC_("staff", "Project coordinator"),
        Role.COUNSELLOR: NC_("staff", "Counsellor"),
        Role.OFFICE: NC_("staff", "Office staff"),
    },
    Permission: {
        # Translators: what somebody may do; read in a list, and after a colon ("Your login does not allow this: …").
        Permission.SEE_MEMBERS: NC_("permission", "see members"),
        Permission.REGISTER_MEMBERS: NC_("permission", "register members"),
        Permission.SEE_GROUPS: NC_("permission", "see groups"),
        Permission.MANAGE_GROUPS: NC_("permission", "create and change groups"),
        Permission.MANAGE_ROSTERS: NC_("permission", "change who is in a group"),
        Permission.SEE_ATTENDANCE: NC_("permission", "see attendance"),
        Permission.MARK_ATTENDANCE: NC_("permission", "mark attendance"),
        Permission.SEE_NOTES: NC_("permission", "read session notes"),
        Permission.WRITE_NOTES: NC_("permission", "write session notes"),
        Permission.SIGN_SESSIONS: NC_("permission", "sign sessions"),
        Permission.PRINT_ATTENDANCE: NC_("permission", "print attendance"),
        Permission.PRINT_PROGRESS: NC_("permission", "print progress reports"),
        Permission.MANAGE_STAFF: NC_("permission", "manage staff logins"),
        Permission.CHANGE_SETTINGS: NC_("permission", "change the centre's settings"),
        Permission.CHECK_FILE: NC_("permission", "check the file"),
        Permission.BACK_UP: NC_("permission", "make a backup"),
        Permission.RESTORE: NC_("permission", "put a backup back"),
        Permission.SEE_RECOVERY: NC_("permission", "see recovery dates and milestones"),
        Permission.KEEP_RECOVERY: NC_("permission", "keep recovery dates, returns to use and steps"),
        Permission.SEE_MENTORING: NC_("permission", "see mentors"),
        Permission.MANAGE_MENTORING: NC_("permission", "arrange mentoring"),
        Permission.SEE_FOLLOW_UPS: NC_("permission", "see follow-ups"),
        Permission.KEEP_FOLLOW_UPS: NC_("permission", "do follow-ups"),
        Permission.SEE_CONTACTS: NC_("permission", "see contacts"),
        Permission.KEEP_CONTACTS: NC_("permission", "write down contacts"),
        Permission.SEE_GOALS: NC_("permission", "see goals"),
        Permission.KEEP_GOALS: NC_("permission", "write down goals"),
        Permission.SEE_STAYING_WELL: NC_("permission", "see and print staying-well plans"),
        Permission.KEEP_STAYING_WELL: NC_("permission", "write down staying-well plans"),
        Permission.SEE_MEASURES: NC_("permission", "see measures"),
        Permission.KEEP_MEASURES: NC_("permission", "enter measures"),
        Permission.SEE_COUNSELLORS_MEASURES: NC_("permission", "see the counsellors' measures"),
        Permission.KEEP_SAFETY_NOTES: NC_("permission", "answer safety notes"),
        Permission.KEEP_INCIDENTS: NC_("permission", "see and write down incidents"),
        Permission.KEEP_STORIES: NC_("permission", "see and write down success stories"),
        Permission.MARK_PRESENCE: NC_("permission", "mark who is in the centre"),
        Permission.SEE_DISCLOSURES: NC_("permission", "see what left the office"),
        Permission.SEE_TRAIL: NC_("permission", "see what changed"),
        Permission.ERASE_MEMBERS: NC_("permission", "keep or erase records"),
    },
}
