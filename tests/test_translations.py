"""The translations are complete, fit the source, and are the ones the program loads."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from gettext import GNUTranslations
from string import Formatter
from unicodedata import is_normalized

import pytest
import uharfbuzz
from babel.messages.catalog import Message

from peerdesk.paths import resource
from tests.translations import (
    FOLDER,
    MARKS,
    PLURAL_RULES,
    ROOT,
    TRANSLATED,
    compiled,
    messages,
    template,
    untranslated,
)
from tests.translations import committed as read_committed

committed = cache(read_committed)

INDIC = re.compile(r"[\u0900-\u097f\u0a00-\u0a7f]")
INDIC_WORD = re.compile(r"[\u0900-\u097f\u0a00-\u0a7f\u200c\u200d]+")
ACCESS_KEY = re.compile(r"\(&[A-Z0-9]\)|&&")


def said(message: Message) -> list[str]:
    """The translation, or each of its plural forms."""
    return [text for text in ([message.string] if isinstance(message.string, str) else message.string) if text]


def asked(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def names(found: list[Message]) -> list[str]:
    return [f"{message.context or ''}|{asked(message)[0]}" for message in found]


def marks(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call of a function that the extractor looks for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in MARKS:
                yield node


@pytest.fixture(scope="module")
def modules() -> dict[str, ast.Module]:
    """The program's source, by where it stands."""
    paths = sorted((ROOT / "peerdesk").rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def test_no_message_is_marked_inside_a_formatted_text(modules: dict[str, ast.Module]) -> None:
    """The extractor does not look there, so that nobody would ever be asked to translate it; and what is put together
    of a message and something beside it has its order from the program. A message with a placeholder leaves it free."""
    found = [
        f"{place}:{mark.lineno} {ast.unparse(mark)}"
        for place, tree in modules.items()
        for text in ast.walk(tree)
        if isinstance(text, ast.JoinedStr)
        for mark in marks(text)
        if any(isinstance(argument, ast.Constant) for argument in mark.args)
    ]
    assert sum(1 for tree in modules.values() for _mark in marks(tree)) > 1000
    assert found == []


def test_no_message_is_put_together_while_it_is_marked(modules: dict[str, ast.Module]) -> None:
    """Of a formatted text, a sum or a choice the extractor sees nothing."""
    found = [
        f"{place}:{mark.lineno} {ast.unparse(mark)}"
        for place, tree in modules.items()
        for mark in marks(tree)
        if any(isinstance(argument, ast.JoinedStr | ast.BinOp | ast.IfExp) for argument in mark.args[:2])
    ]
    assert found == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_program_loads_what_was_last_translated(language: str) -> None:
    assert (FOLDER / f"{language}.mo").read_bytes() == compiled(language), "run: make translations"


@pytest.mark.parametrize(("language", "none"), [("hi", "one"), ("mr", "other"), ("pa", "one")])
def test_nothing_and_one_are_singular_in_hindi_and_punjabi_whatever_the_tool_knows(language: str, none: str) -> None:
    with (FOLDER / f"{language}.mo").open("rb") as file:
        rule = GNUTranslations(file).plural  # type: ignore[attr-defined]  # missing in the standard library's stubs
    forms = ["one", "other"]
    assert [forms[rule(count)] for count in (0, 1, 2, 11)] == [none, "one", "other", "other"]
    assert PLURAL_RULES[language] in committed(language).plural_forms


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_of_the_source_and_no_other_is_in_the_translations(language: str) -> None:
    there = {(message.id, message.context) for message in messages(committed(language))}
    assert there == {(message.id, message.context) for message in messages(template())}, "run: make translations"


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated(language: str) -> None:
    assert names(untranslated(committed(language))) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_mentions_the_same_values(language: str) -> None:
    wrong = [
        message
        for message in messages(committed(language))
        for text in said(message)
        if placeholders(text) != placeholders(asked(message)[-1])
    ]
    assert names(wrong) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_access_keys_stay_outside_indic_words(language: str) -> None:
    """``&`` inside a Devanagari or Gurmukhi word breaks the word on screen: ``प्रिंट (&P)``."""
    wrong = [
        message
        for message in messages(committed(language))
        for text in said(message)
        if INDIC.search(text) and "&" in ACCESS_KEY.sub("", text)
    ]
    assert names(wrong) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_an_access_key_is_translated_with_its_key(language: str) -> None:
    wrong = [
        message
        for message in messages(committed(language))
        for text in said(message)
        if text.replace("&&", "").count("&") != asked(message)[0].replace("&&", "").count("&")
    ]
    assert names(wrong) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_can_be_found_and_shaped_as_typed(language: str) -> None:
    """One Unicode form (NFC), digits 0-9, and no spaces at an end that the English does not have."""
    wrong = [
        message
        for message in messages(committed(language))
        for text in said(message)
        if not is_normalized("NFC", text)
        or re.search(r"[\u0966-\u096f\u0a66-\u0a6f]", text)
        or (text != text.strip()) != (asked(message)[0] != asked(message)[0].strip())
    ]
    assert names(wrong) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_translation_can_be_printed_without_a_broken_letter(language: str) -> None:
    """No letter is missing in the font, and no vowel sign stands alone (it prints as a dotted circle)."""
    name = "Gurmukhi" if language == "pa" else "Devanagari"
    face = uharfbuzz.Face(resource(f"fonts/NotoSans{name}-Regular.ttf").read_bytes())
    font = uharfbuzz.Font(face)
    broken = {0, font.get_nominal_glyph(0x25CC)}
    wrong = []
    for message in messages(committed(language)):
        for word in INDIC_WORD.findall(" ".join(said(message))):
            buffer = uharfbuzz.Buffer()
            buffer.add_str(word)
            buffer.guess_segment_properties()
            uharfbuzz.shape(font, buffer)
            if broken & {glyph.codepoint for glyph in buffer.glyph_infos}:
                wrong.append(word)
    assert wrong == []


SPELLED_OTHERWISE = {
    "hi": r"[कखग]\u093c|\b(?:हु|ग|कि|लि|दि|चाहि)ये\b|उत्तरदायी|नियोजित|विलंबित|पूर्ववत",
    "mr": r"\u093c|।|महत्व",
    "pa": r"ਤਾਰੀਖ|ਫੋਨ|ਫਾਈਲ|ਫਾਰਮ|ਫੋਲਡਰ|ਗੈਰ|ਹਾਜਰ|ਦਾਖਲ|ਉਸਨੂੰ",
}
"""Hindi has its dots on ज़, फ़, ड़ and ढ़ alone, Marathi none, Punjabi where they are spoken. No words of a court."""


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_word_is_spelled_in_one_way(language: str) -> None:
    found = [
        word.group()
        for message in messages(committed(language))
        for text in said(message)
        for word in re.finditer(rf"{SPELLED_OTHERWISE[language]}|[ \u00a0][:;,?!।]|\"", text)
    ]
    assert found == []


SHAMING = {
    "hi": ["नशेड़ी", "शराबी", "नशाखोर", "अनपढ़", "निरक्षर", "दोषी"],
    "mr": ["व्यसनी", "दारुडा", "दारुड्या", "निरक्षर", "दोषी"],
    "pa": ["ਨਸ਼ੇੜੀ", "ਸ਼ਰਾਬੀ", "ਅਮਲੀ", "ਅਨਪੜ੍ਹ", "ਦੋਸ਼ੀ"],
}


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_shames_a_person(language: str) -> None:
    wrong = [
        message
        for message in messages(committed(language))
        if any(word in text for text in said(message) for word in SHAMING[language])
    ]
    assert names(wrong) == []
