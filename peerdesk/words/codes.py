"""One word, or a short phrase, for every member of the domain's enums."""

from enum import Enum

from peerdesk.i18n import pgettext
from peerdesk.words.bin import BIN_WORDS
from peerdesk.words.care import CARE_WORDS
from peerdesk.words.entry import Tables
from peerdesk.words.group_life import GROUP_LIFE_WORDS
from peerdesk.words.groups import GROUP_WORDS
from peerdesk.words.members import MEMBER_WORDS
from peerdesk.words.papers import PAPER_WORDS
from peerdesk.words.portal_codes import PORTAL_WORDS
from peerdesk.words.record_kinds import RECORD_WORDS
from peerdesk.words.recovery import RECOVERY_WORDS
from peerdesk.words.sessions import SESSION_WORDS
from peerdesk.words.staff import STAFF_WORDS

_TABLES: Tables = {
    **MEMBER_WORDS,
    **PORTAL_WORDS,
    **GROUP_WORDS,
    **SESSION_WORDS,
    **STAFF_WORDS,
    **RECOVERY_WORDS,
    **CARE_WORDS,
    **GROUP_LIFE_WORDS,
    **PAPER_WORDS,
    **BIN_WORDS,
    **RECORD_WORDS,
}


def of(code: Enum) -> str:
    """Return the word for a domain code: ``of(Mark.LATE)`` is *Late*, ``of(Relation.SON)`` is *S/o*.

    Raises:
        KeyError: for an enum that people never see.
    """
    return pgettext(*_TABLES[type(code)][code])
