"""Everything the domain knows as a code has a word, in every language."""

import pkgutil
from enum import Enum, Flag
from importlib import import_module

import pytest

import peerdesk.domain
from peerdesk import words
from peerdesk.domain.groups.groups import GroupType
from peerdesk.domain.members.endings import EndedKind, EndingAct
from peerdesk.domain.members.members import Relation
from peerdesk.domain.members.portal_codes import Education
from peerdesk.domain.members.states import Part, State
from peerdesk.domain.papers.choices import Ask
from peerdesk.domain.sessions.guests import Kinship
from peerdesk.domain.sessions.marks import LeaveReason
from peerdesk.domain.sessions.signing import PartKind, SealKind
from peerdesk.domain.trail.actions import Of
from peerdesk.domain.trail.lines import Legible, Thing
from peerdesk.i18n import LANGUAGES, speaking

SPELLING = "peerdesk.domain.names"
"""How names are spelled is nothing that people choose."""


NEVER_SHOWN = {Ask, EndedKind, EndingAct, Legible, Of, Part, PartKind, SealKind, State, Thing}
"""What only the program asks for, and what stands in the file alone."""


def domain_codes() -> list[Enum]:
    """Every member of every enum of the domain that people see or choose."""
    modules = [
        import_module(found.name)
        for found in pkgutil.walk_packages(peerdesk.domain.__path__, "peerdesk.domain.")
        if not found.name.startswith(SPELLING)
    ]
    enums = {
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type)
        and issubclass(kind, Enum)
        and not issubclass(kind, Flag)
        and kind.__module__ == module.__name__
        and kind not in NEVER_SHOWN
    }
    return [code for kind in sorted(enums, key=lambda kind: kind.__name__) for code in kind]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", domain_codes(), ids=lambda code: f"{type(code).__name__}.{code.name}")
def test_every_code_has_a_word_in_every_language(code: Enum, language: str) -> None:
    with speaking(language):
        word = words.of(code)
    assert word.strip()
    assert len(word) <= 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_choices_of_one_list_never_read_the_same(language: str) -> None:
    with speaking(language):
        for kind in {type(code) for code in domain_codes()}:
            said = [words.of(code) for code in kind]
            assert len(set(said)) == len(said), kind.__name__


def test_equal_codes_of_different_lists_have_their_own_words() -> None:
    assert len({GroupType.FAMILY, LeaveReason.FAMILY}) == 1
    assert words.of(Kinship.WIFE) == "Wife"
    assert words.of(Relation.WIFE) == "W/o"


def test_a_member_without_schooling_is_not_called_illiterate() -> None:
    assert words.of(Education.NO_SCHOOLING) == "No schooling"


SHAMING = {
    "en": ["addict", "relapse", "alcoholic", "abuse", "clean", "dirty", "defaulter", "failed", "illiterate"],
    "hi": ["नशेड़ी", "शराबी", "नशाखोर", "अनपढ़", "निरक्षर", "असफल"],
    "mr": ["व्यसनी", "दारुडा", "दारुड्या", "अशिक्षित", "निरक्षर", "अपयशी"],
    "pa": ["ਨਸ਼ੇੜੀ", "ਸ਼ਰਾਬੀ", "ਅਮਲੀ", "ਅਨਪੜ੍ਹ", "ਅਸਫਲ"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_shames_a_person(language: str) -> None:
    with speaking(language):
        said = " ".join(words.of(code) for code in domain_codes()).casefold()
    said = said.replace("de-addiction", "")
    assert [word for word in SHAMING[language] if word in said] == []


def test_an_enum_people_never_see_is_a_bug() -> None:
    class Hidden(Enum):
        ONE = 1

    with pytest.raises(KeyError):
        words.of(Hidden.ONE)
