"""Words about sessions, marks and what stands in a register."""

from peerdesk.domain.papers.attendance_register import Cell
from peerdesk.domain.sessions.marks import LeaveReason, Mark
from peerdesk.domain.sessions.notes import Activity, Objective
from peerdesk.domain.sessions.sessions import NotHeldReason, RecordState, SessionStatus
from peerdesk.domain.sessions.signing import Rest
from peerdesk.words.entry import NC_, Tables

SESSION_WORDS: Tables = {
    Mark: {
        # Translators: stands beside the letter P; P T E L A are the same in every language.
        Mark.PRESENT: NC_("mark", "Present"),
        Mark.LATE: NC_("mark", "Late"),
        Mark.LEFT_EARLY: NC_("mark", "Left early"),
        Mark.LEAVE: NC_("mark", "Leave"),
        Mark.ABSENT: NC_("mark", "Absent"),
    },
    Cell: {
        Cell.HOLIDAY: NC_("register", "Holiday"),
        Cell.DID_NOT_HAPPEN: NC_("register", "Did not happen"),
        Cell.NOT_DUE: NC_("register", "Not due"),
        Cell.UNMARKED: NC_("mark", "Unmarked"),
    },
    LeaveReason: {
        LeaveReason.MEDICAL: NC_("leave", "Medical"),
        LeaveReason.COURT: NC_("leave", "Court"),
        LeaveReason.FAMILY: NC_("leave", "Family"),
        LeaveReason.WORK: NC_("leave", "Work"),
        LeaveReason.HOME_VISIT: NC_("leave", "Home visit"),
        LeaveReason.OTHER: NC_("leave", "Other reason"),
    },
    SessionStatus: {
        SessionStatus.PLANNED: NC_("session", "Planned"),
        SessionStatus.HELD: NC_("session", "Held"),
        SessionStatus.DID_NOT_HAPPEN: NC_("session", "Did not happen"),
    },
    RecordState: {
        RecordState.PLANNED: NC_("session", "Planned"),
        RecordState.DRAFT: NC_("record", "Draft"),
        RecordState.SIGNED: NC_("record", "Signed"),
        RecordState.ADDENDUM: NC_("record", "Addendum"),
        RecordState.DID_NOT_HAPPEN: NC_("session", "Did not happen"),
    },
    NotHeldReason: {
        NotHeldReason.COUNSELLOR_AWAY: NC_("not held", "Counsellor away"),
        NotHeldReason.FESTIVAL: NC_("not held", "Festival"),
        NotHeldReason.NO_MEMBERS: NC_("not held", "No members present"),
        NotHeldReason.NO_POWER: NC_("not held", "No electricity"),
        NotHeldReason.WEATHER: NC_("not held", "Weather"),
        NotHeldReason.OTHER_EVENT: NC_("not held", "Another event"),
        NotHeldReason.OTHER: NC_("not held", "Other reason"),
    },
    Rest: {
        Rest.ABSENT: NC_("still unmarked", "The rest were absent"),
        Rest.PRESENT: NC_("still unmarked", "The rest were present"),
        Rest.UNMARKED: NC_("still unmarked", "Leave them unmarked"),
    },
    Objective: {
        Objective.SHARING_PROGRESS: NC_("objective", "Sharing progress"),
        Objective.COPING_SKILLS: NC_("objective", "Coping skills"),
        Objective.RETURN_TO_USE_PREVENTION: NC_("objective", "Preventing a return to use"),
        Objective.HANDLING_CRAVING: NC_("objective", "Handling craving"),
        Objective.FEELINGS: NC_("objective", "Understanding feelings"),
        Objective.FAMILY: NC_("objective", "Family and relationships"),
        Objective.GOALS: NC_("objective", "Setting goals"),
        Objective.HEALTH: NC_("objective", "Health and daily routine"),
        Objective.STEP_WORK: NC_("objective", "Step work"),
        Objective.MILESTONES: NC_("objective", "Honouring milestones"),
        Objective.WELCOME: NC_("objective", "Welcoming newcomers"),
        Objective.NONE: NC_("objective", "None"),
    },
    Activity: {
        Activity.ICEBREAKER: NC_("activity", "Icebreaker"),
        Activity.SHARING_CIRCLE: NC_("activity", "Sharing circle"),
        Activity.ROLE_PLAY: NC_("activity", "Role-play"),
        Activity.MEDITATION: NC_("activity", "Meditation"),
        Activity.DISCUSSION: NC_("activity", "Group discussion"),
        Activity.READING: NC_("activity", "Reading"),
        Activity.STORY: NC_("activity", "Recovery story"),
        Activity.GAME: NC_("activity", "Game"),
        Activity.PRAYER: NC_("activity", "Prayer"),
    },
}
