"""Words about recovery and mentoring, and what may be wrong with what is typed about them."""

from collections.abc import Mapping

from peerdesk.domain.care.recovery import Milestone, MilestoneKind, ReturnReason
from peerdesk.domain.mentoring.mentors import SharedFact
from peerdesk.domain.mentoring.mentorships import ClosingReason, MentoringView, SupportKind
from peerdesk.i18n import N_, ngettext
from peerdesk.i18n import gettext as _
from peerdesk.words.entry import NC_, Tables

RECOVERY_WORDS: Tables = {
    MilestoneKind: {
        MilestoneKind.DAYS: NC_("kind of milestone", "Days of recovery"),
        MilestoneKind.MONTHS: NC_("kind of milestone", "Months of recovery"),
        MilestoneKind.YEARLY: NC_("kind of milestone", "Years of recovery"),
        MilestoneKind.SESSIONS: NC_("kind of milestone", "Sessions attended"),
        MilestoneKind.STEPS: NC_("kind of milestone", "Step worked"),
    },
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
    MentoringView: {
        MentoringView.PAIRS: NC_("list of the Mentoring page", "Pairs"),
        MentoringView.MENTORS: NC_("list of the Mentoring page", "Mentors"),
        MentoringView.WAITING: NC_("list of the Mentoring page", "Waiting for a mentor"),
    },
    SharedFact: {
        SharedFact.GENDER: NC_("in common", "Gender"),
        SharedFact.LANGUAGE: NC_("in common", "Language"),
        SharedFact.VILLAGE: NC_("in common", "Village"),
        SharedFact.DISTRICT: NC_("in common", "District"),
        SharedFact.SUBSTANCE: NC_("in common", "Substance"),
        SharedFact.AGE: NC_("in common", "Close in age"),
    },
}

_RECOVERY = {
    "recovery-open": N_(
        "This member has a recovery date already. Please correct it, or enter the return to use first."
    ),
    "recovery-not-open": N_("This member has no recovery date at present. Please enter one first."),
    "return-before-recovery": N_("This day is before the recovery date, {from_day}."),
    "recovery-before-return": N_("The recovery date is before the return to use on {day}."),
    "recovery-after-return": N_("The member returned to use on {day}. Please choose that day or an earlier one."),
    "recovery-date-taken": N_("Earlier days were counted from this very day. Please choose the day after it."),
    "sponsor-first-name": N_("Please type the first name alone: one word of at most {most} letters, no number."),
    "milestone-not-reached": N_("This milestone had not been reached on {day}."),
    "milestone-twice": N_("This milestone is in the list already."),
    "milestone-yearly-once": N_("The list has a line for every year already. Please remove it first."),
    "milestone-among-years": N_("This milestone falls on the same day as one of the years in the list."),
}

_MENTORING = {
    "mentor-began-anew": N_("Days in recovery since a return to use: {days}. The centre asks for {needed}."),
    "mentor-days-few": N_("Days in recovery: {days}. The centre asks for {needed}."),
    "mentor-days-unknown": N_("No recovery date is known. The centre asks for {needed} days in recovery."),
    "mentor-load-reached": N_("Accompanies {count} already, and agreed to at most {load}."),
    "mentor-woman-and-man": N_("A woman and a man: please make sure that both feel safe with it."),
    "has-mentor-already": N_("{name} accompanies this member already."),
    "mentor-self": N_("Nobody accompanies themselves. Please choose another member."),
    "mentor-missing": N_("Please choose the mentor."),
    "mentor-not-agreed": N_("This member has not agreed to mentor, or no longer does."),
    "pair-exists": N_("This mentor accompanies the member on some of these days already."),
    "before-consent": N_("The mentor agreed on {day}. Please choose that day or a later one."),
    "consent-after-mentorship": N_("A mentorship began on {day}. Please choose that day or an earlier one."),
    "before-mentorship": N_("This mentorship began on {day}. Please choose that day or a later one."),
    "after-mentorship": N_("The mentorship ended on {day}. Please choose that day or an earlier one."),
    "mentor-contact-after": N_("There was a contact on {day}. Please choose that day or a later one."),
    "mentorship-ended": N_("This mentorship ended on {day} already."),
    "closing-missing": N_("Please choose why it ends."),
    "support-kind-missing": N_("Please choose the kind of support."),
    "next-contact-wrong": N_("The next contact comes after this one, and within a year."),
}

RECOVERY_PROBLEMS: Mapping[str, str] = {
    "recovery-celebrated-since": N_(
        "A milestone has been celebrated since this return to use. Please take that back first."
    ),
    "certificate-returned-since": N_(
        "A return to use on {day} lies after this milestone. Please speak with the member before you hand it over."
    ),
    "certificate-not-met-since": N_(
        "Nobody has been in touch with the member since {day}. Please speak with them before you hand it over."
    ),
    "certificate-never-met": N_(
        "No contact with the member is written down. Please speak with them before you hand it over."
    ),
    "since-then-missing": N_("Please say whether they returned to use, or that it is not known."),
    "return-date-missing": N_(
        "Days are counted from {from_day}. If the member returned to use since then, please give that day; "
        "otherwise leave the recovery date as it was."
    ),
    **_RECOVERY,
    **_MENTORING,
}
"""English sentence of each problem code of recovery and mentoring."""


def milestone(milestone: Milestone) -> str:
    """``30 days``, ``6 months``, ``2 years``, ``10 sessions``, ``Step 4``: a milestone as lists name it."""
    count = milestone.count
    match milestone.kind:
        case MilestoneKind.DAYS:
            return days(count)
        case MilestoneKind.MONTHS:
            return ngettext("{count} month", "{count} months", count).format(count=count)
        case MilestoneKind.YEARLY:
            return ngettext("{count} year", "{count} years", count).format(count=count)
        case MilestoneKind.SESSIONS:
            return ngettext("{count} session", "{count} sessions", count).format(count=count)
        case MilestoneKind.STEPS:
            return _("Step {number}").format(number=count)


def milestone_in_full(milestone: Milestone) -> str:
    """``30 days of recovery``, ``10 group sessions attended``: a milestone as a certificate honours it."""
    count = milestone.count
    match milestone.kind:
        case MilestoneKind.DAYS:
            return ngettext("{count} day of recovery", "{count} days of recovery", count).format(count=count)
        case MilestoneKind.MONTHS:
            return ngettext("{count} month of recovery", "{count} months of recovery", count).format(count=count)
        case MilestoneKind.YEARLY:
            return ngettext("{count} year of recovery", "{count} years of recovery", count).format(count=count)
        case MilestoneKind.SESSIONS:
            text = ngettext("{count} group session attended", "{count} group sessions attended", count)
            return text.format(count=count)
        case MilestoneKind.STEPS:
            return _("Step {number} worked through").format(number=count)


def days(count: int) -> str:
    """``47 days``."""
    return ngettext("{count} day", "{count} days", count).format(count=count)
