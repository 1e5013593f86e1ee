"""Words about members, their stays and their relatives."""

from collections.abc import Sequence

from peerdesk.domain.members.changes import ChangedFact
from peerdesk.domain.members.consents import ConsentKind, ConsentWay
from peerdesk.domain.members.copies import CopyWay
from peerdesk.domain.members.erasing import WhyErased
from peerdesk.domain.members.key_counsellors import Whose
from peerdesk.domain.members.members import Language, Relation
from peerdesk.domain.members.stays import DischargeType, Phase, Series, SinceThen
from peerdesk.domain.screens.members import MemberFilter
from peerdesk.domain.sessions.guests import Kinship
from peerdesk.i18n import ngettext
from peerdesk.words.entry import NC_, Tables

MEMBER_WORDS: Tables = {
    Relation: {
        # Translators: stands between two names: Ramesh Kumar S/o Mohan Lal.
        Relation.SON: NC_("relation", "S/o"),
        Relation.DAUGHTER: NC_("relation", "D/o"),
        Relation.WIFE: NC_("relation", "W/o"),
        Relation.HUSBAND: NC_("relation", "H/o"),
        Relation.CARE: NC_("relation", "C/o"),
    },
    Language: {
        Language.ENGLISH: NC_("language", "English"),
        Language.HINDI: NC_("language", "Hindi"),
        Language.MARATHI: NC_("language", "Marathi"),
        Language.PUNJABI: NC_("language", "Punjabi"),
        Language.OTHER: NC_("language", "Another language"),
    },
    Series: {
        Series.RESIDENTIAL: NC_("stay", "Residential"),
        Series.OUTPATIENT: NC_("stay", "Outpatient"),
    },
    SinceThen: {
        SinceThen.IN_RECOVERY: NC_("return to use", "No, the days go on"),
        SinceThen.RETURNED: NC_("return to use", "Yes"),
        SinceThen.NOT_KNOWN: NC_("return to use", "Not known, the days go on"),
    },
    DischargeType: {
        DischargeType.COMPLETED: NC_("discharge", "Completed the programme"),
        DischargeType.ON_REQUEST: NC_("discharge", "Left on request"),
        DischargeType.AGAINST_ADVICE: NC_("discharge", "Left against advice"),
        DischargeType.REFERRED: NC_("discharge", "Referred to another place"),
        DischargeType.ASKED_TO_LEAVE: NC_("discharge", "Asked to leave"),
        DischargeType.LEFT_WITHOUT_INFORMING: NC_("discharge", "Left without informing"),
        DischargeType.LOST_TO_CONTACT: NC_("discharge", "Contact lost"),
        DischargeType.DIED: NC_("discharge", "Died"),
    },
    ChangedFact: {
        ChangedFact.ADMITTED_ON: NC_("what was put right", "Admitted on"),
        ChangedFact.SERIES: NC_("what was put right", "Kind of stay"),
        ChangedFact.NUMBER: NC_("what was put right", "Admission number"),
        ChangedFact.DISCHARGED_ON: NC_("what was put right", "Discharged on"),
        ChangedFact.DISCHARGE_TYPE: NC_("what was put right", "How the stay ended"),
        ChangedFact.REFERRED_TO: NC_("what was put right", "Referred to"),
        ChangedFact.DIED_ON: NC_("what was put right", "Died on"),
    },
    ConsentKind: {
        # Translators: what a member agrees to; read as a heading, and in a list.
        ConsentKind.NOTICE: NC_("consent", "Privacy notice given"),
        ConsentKind.RECORD: NC_("consent", "Keeping the record"),
        ConsentKind.CALLS: NC_("consent", "Follow-up calls and visits"),
        ConsentKind.FAMILY: NC_("consent", "Contact with the family"),
        ConsentKind.EMPLOYER: NC_("consent", "Papers to the employer"),
        ConsentKind.COURT: NC_("consent", "Papers to a court or authority"),
        ConsentKind.STORY: NC_("consent", "Sharing the success story"),
        ConsentKind.GROUP_AGREEMENT: NC_("consent", "Group agreement"),
    },
    ConsentWay: {
        ConsentWay.SIGNATURE: NC_("how a consent was given", "Signature"),
        ConsentWay.THUMB: NC_("how a consent was given", "Thumb impression"),
        ConsentWay.SPOKEN: NC_("how a consent was given", "Spoken"),
    },
    WhyErased: {
        WhyErased.ASKED: NC_("why a record is erased", "The person asked for it"),
        WhyErased.KEPT_LONG_ENOUGH: NC_("why a record is erased", "It was kept long enough"),
        WhyErased.MISTAKE: NC_("why a record is erased", "It should never have been written"),
    },
    CopyWay: {
        CopyWay.IN_HAND: NC_("how a copy was handed over", "On paper, in hand"),
        CopyWay.POST: NC_("how a copy was handed over", "On paper, by post"),
        CopyWay.FILE: NC_("how a copy was handed over", "As a file"),
    },
    Phase: {
        Phase.IN_PROGRAMME: NC_("phase", "In programme"),
        Phase.AFTERCARE: NC_("phase", "Aftercare"),
        Phase.LEFT: NC_("phase", "Left"),
    },
    MemberFilter: {
        MemberFilter.IN_PROGRAMME: NC_("members shown", "In programme"),
        MemberFilter.AFTERCARE: NC_("members shown", "Aftercare"),
        MemberFilter.LEFT: NC_("members shown", "Left"),
        MemberFilter.ARCHIVED: NC_("members shown", "Archived"),
        MemberFilter.EVERYBODY: NC_("members shown", "Everybody"),
    },
    Whose: {
        # Translators: of the members whose key counsellor I am.
        Whose.MINE: NC_("whose members", "Mine"),
        Whose.EVERYBODY: NC_("whose members", "Everybody's"),
    },
    Kinship: {
        Kinship.MOTHER: NC_("relative", "Mother"),
        Kinship.FATHER: NC_("relative", "Father"),
        Kinship.WIFE: NC_("relative", "Wife"),
        Kinship.HUSBAND: NC_("relative", "Husband"),
        Kinship.SISTER: NC_("relative", "Sister"),
        Kinship.BROTHER: NC_("relative", "Brother"),
        Kinship.DAUGHTER: NC_("relative", "Daughter"),
        Kinship.SON: NC_("relative", "Son"),
        Kinship.OTHER: NC_("relative", "Other relative"),
        Kinship.FRIEND: NC_("relative", "Friend"),
        Kinship.NEIGHBOUR: NC_("relative", "Neighbour"),
        Kinship.VISITOR: NC_("relative", "Visitor"),
    },
}

_NAMED = 4
"""So many people are named; of more, the others are counted."""


def few_names(names: Sequence[str]) -> str:
    """The members by name; of a whole cohort the first ones and how many more there are."""
    named = ", ".join(names[:_NAMED])
    if len(names) <= _NAMED:
        return named
    more = len(names) - _NAMED
    return ngettext("{names} and {count} more", "{names} and {count} more", more).format(names=named, count=more)
