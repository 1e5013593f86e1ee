"""What entries of each kind are called where the record is brought back."""

from peerdesk.domain.salvage import EntryKind
from peerdesk.words.entry import NC_, Tables

RECORD_WORDS: Tables = {
    EntryKind: {
        EntryKind.MEMBERS: NC_("entries", "Members, phones, leave, consents"),
        EntryKind.STAYS: NC_("entries", "Stays, admissions, discharges"),
        EntryKind.RECOVERY: NC_("entries", "Recovery, milestones, staying-well plans"),
        EntryKind.GROUPS: NC_("entries", "Groups, members of groups, waitlists"),
        EntryKind.SESSIONS: NC_("entries", "Sessions and visitors"),
        EntryKind.MARKS: NC_("entries", "Attendance and presence"),
        EntryKind.NOTES: NC_("entries", "Notes"),
        EntryKind.SEALS: NC_("entries", "Signatures"),
        EntryKind.MENTORING: NC_("entries", "Mentoring"),
        EntryKind.FOLLOW_UPS: NC_("entries", "Follow-ups, contacts, goals, safety notes"),
        EntryKind.MEASURES: NC_("entries", "Scales and answers"),
        EntryKind.PROGRAMME: NC_("entries", "Programme, milestones, session plans"),
        EntryKind.CENTRE: NC_("entries", "Centre, staff, holidays, places"),
        EntryKind.TRAIL: NC_("entries", "Audit trail"),
        EntryKind.OTHER: NC_("entries", "Other entries"),
    },
}
