"""Words about recovery and mentoring, and what may be wrong with what is typed about them."""

from collections.abc import Mapping

from peerdesk.domain.mentorship import ClosingReason, SupportKind
from peerdesk.domain.recovery import ReturnReason
from peerdesk.words.entry import NC_, Tables

RECOVERY_WORDS: Tables = {
    ReturnReason: {
        # Translators: what a member names as the reason of a return to use; no blame in any of them.
        ReturnReason.PEER_PRESSURE: NC_("reason of a return to use", "Pressure from others"),
        ReturnReason.WITHDRAWAL: NC_("reason of a return to use", "Withdrawal"),
        ReturnReason.INTERPERSONAL: NC_("reason of a return to use", "Trouble with people close by"),
        ReturnReason.TRIGGERS: NC_("reason of a return to use", "Old places or company"),
        ReturnReason.STRESS: NC_("reason of a return to use", "Stress"),
        ReturnReason.LITTLE_SUPPORT: NC_("reason of a return to use", "Little support"),
        ReturnReason.LOW_CONFIDENCE: NC_("reason of a return to use", "Little confidence"),
        ReturnReason.GOOD_EVENT: NC_("reason of a return to use", "A happy event"),
        ReturnReason.HARD_EVENT: NC_("reason of a return to use", "A hard event"),
        ReturnReason.OTHER: NC_("reason of a return to use", "Another reason"),
    },
    SupportKind: {
        SupportKind.EMOTIONAL: NC_("peer support", "Emotional: listening, encouragement"),
        SupportKind.INFORMATIONAL: NC_("peer support", "Informational: knowledge, skills"),
        SupportKind.INSTRUMENTAL: NC_("peer support", "Instrumental: practical help"),
        SupportKind.AFFILIATIONAL: NC_("peer support", "Affiliational: company, belonging"),
    },
    ClosingReason: {
        ClosingReason.COMPLETED: NC_("end of a mentorship", "Reached what they set out for"),
        ClosingReason.MENTEE_WISH: NC_("end of a mentorship", "The member's wish"),
        ClosingReason.MENTOR_WISH: NC_("end of a mentorship", "The mentor's wish"),
        ClosingReason.MOVED_AWAY: NC_("end of a mentorship", "Moved away"),
        ClosingReason.MENTOR_NEEDS_TIME: NC_("end of a mentorship", "The mentor needs time for the own recovery"),
        ClosingReason.NOT_A_FIT: NC_("end of a mentorship", "Another mentor fits better"),
        ClosingReason.OTHER: NC_("end of a mentorship", "Another reason"),
    },
}

RECOVERY_PROBLEMS: Mapping[str, str] = {}
"""English sentence of each problem code of recovery and mentoring."""
