import re
from random import Random
from unicodedata import normalize

import pytest

from peerdesk.domain.groups.groups import GroupType
from peerdesk.domain.names import NameKind, NameRegion, Script, is_latin, listed_names
from peerdesk.domain.sessions.notes import GroupNote
from peerdesk.paths import resource
from peerdesk.services.demo.texts import LANGUAGE_WEIGHTS, TextKind, draw_group_note, draw_language, draw_line, texts

ROWS = [line.split("\t") for line in resource("demo_notes.tsv").read_text(encoding="utf-8").splitlines()]
LANGUAGES = ("en", "hi", "mr", "pa")
GROUP_PARTS = (TextKind.SHARED, TextKind.COPING, TextKind.CONCERN, TextKind.PLAN, TextKind.TOPIC)
STIGMA = (
    *("addict", "junkie", "alcoholic", "drunk", "abuse", "abuser", "relaps", "clean", "dirty", "defaulter", "failed"),
    *("failure", "slip-up", "non-compliant", "reformed", "substance user", "drug user", "recidivist", "weakness"),
    *("नशेड़ी", "नशेडी", "शराबी", "दारूड", "बेवड", "व्यसनी", "गंजेड़ी", "ਨਸ਼ੇੜੀ", "ਸ਼ਰਾਬੀ", "ਅਮਲੀ", "नाकाम", "असफल"),
)
NATIVE_WORDS_THAT_ARE_ALSO_NAMES = {"कदम", "शांति", "ਕਦਮ", "ਕਰਨ"}


def seeded(number):
    return Random(number)  # noqa: S311 - the demo centre must be the same everywhere


def test_a_line_is_whole_and_in_the_letters_of_its_language():
    for kind, group, language, text in ROWS:
        assert kind in set(TextKind), text
        assert group in {"any", *GroupType}, text
        assert language in LANGUAGES, text
        assert text == normalize("NFC", text).strip()
        assert is_latin(text) == (language == "en"), text
        assert kind in ("topic", "leave-reason", "goal", "pledge") or text.rstrip('"')[-1] in ".?!।", text


def test_no_line_stands_twice():
    assert len({text for *_, text in ROWS}) == len(ROWS)


@pytest.mark.parametrize("word", [normalize("NFC", word) for word in STIGMA])
def test_no_line_shames_anybody(word):
    assert [text for *_, text in ROWS if word in text.lower()] == []


def test_no_line_names_a_person():
    people = [name for name in listed_names() if name.kind not in (NameKind.WORD, NameKind.OTHER)]
    names = {name.in_script(script) for name in people for script in (Script.LATIN, Script.DEVANAGARI, Script.GURMUKHI)}
    for *_, text in ROWS:
        words = set(re.findall(r"[\w\u0900-\u0963\u0a00-\u0a75]+", text))
        assert not words & names - NATIVE_WORDS_THAT_ARE_ALSO_NAMES, text


@pytest.mark.parametrize("group_type", GroupType)
@pytest.mark.parametrize("kind", GROUP_PARTS)
def test_every_kind_of_group_has_at_least_fifteen_lines_for_each_part_of_its_note(group_type, kind):
    assert sum(len(texts(kind, language, group_type)) for language in LANGUAGES) >= 15


@pytest.mark.parametrize("kind", TextKind)
def test_about_a_third_of_the_lines_is_not_english(kind):
    lines = [language for of, _, language, _ in ROWS if of == kind]
    assert 0.3 < sum(language != "en" for language in lines) / len(lines) < 0.55


def test_a_line_for_one_type_of_group_is_not_used_in_another():
    family = texts(TextKind.COPING, "en", GroupType.FAMILY)
    assert set(family) > set(texts(TextKind.COPING, "en"))
    assert not set(family) & set(texts(TextKind.COPING, "en", GroupType.ONLINE)) - set(texts(TextKind.COPING, "en"))


@pytest.mark.parametrize("region", LANGUAGE_WEIGHTS)
def test_a_year_of_daily_sessions_does_not_look_copied(region: NameRegion):
    chance = seeded(20261121)
    for group_type in GroupType:
        notes = [draw_group_note(chance, group_type, draw_language(chance, region)) for _ in range(250)]
        assert len({(note.shared, note.coping, note.plan) for note in notes}) > 240
        assert all(note.written and note.topic and not note.problems() for note in notes)
        assert 0 < sum(not note.concerns for note in notes) < len(notes)


def test_the_same_seed_writes_the_same_note():
    def drawn() -> GroupNote:
        return draw_group_note(seeded(7), GroupType.ALUMNI, "hi")

    assert drawn() == drawn()


def test_a_line_used_lately_is_drawn_again_only_when_there_is_no_other():
    pool = texts(TextKind.RETURN_TO_USE, "mr")
    assert draw_line(seeded(1), TextKind.RETURN_TO_USE, "mr", avoid=pool[1:]) == pool[0]
    assert draw_line(seeded(1), TextKind.RETURN_TO_USE, "mr", avoid=pool) in pool
