"""``python -m tests.translations``: bring the translations up to date with the source.

Extracts every marked message of the program, writes ``resources/translations/*.po`` (sorted, without line numbers and
dates, so that a change shows only what changed) and compiles the ``.mo`` files, which are committed beside them.
New messages appear with an empty translation; those no longer in the source are dropped.
"""

import sys
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from peerdesk.i18n import LANGUAGES

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "resources" / "translations"
TRANSLATED = [code for code in LANGUAGES if code != "en"]

PLURAL_RULES = {"hi": "(n > 1)", "mr": "(n != 1)", "pa": "(n > 1)"}
"""When the second form of a translation is said (CLDR 48): in Hindi and Punjabi nothing and one are singular."""

MARKS = {**DEFAULT_KEYWORDS, "NC_": ((1, "c"), 2)}
"""Functions whose arguments are messages, and which of them."""

_COMMENT_TAGS = ["Translators:"]


class CalmCatalog(Catalog):
    """A catalogue whose header changes only with the language: no dates, no versions of the tool.

    The rule that chooses singular or plural is PeerDesk's own, too: tools know other ones from release to release, and
    every translation was written for this one.
    """

    def __init__(self, language: str | None = None) -> None:
        comment = f"# {LANGUAGES[language or 'en']}: the words of PeerDesk."
        super().__init__(locale=language, fuzzy=False, header_comment=comment)
        self._rule = PLURAL_RULES.get(language or "", "(n != 1)")

    @property
    def num_plurals(self) -> int:
        return 2

    @property
    def plural_expr(self) -> str:
        return self._rule

    @property  # type: ignore[misc]  # Babel's may be set, too
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Project-Id-Version", "PeerDesk"),
            ("Language", str(self.locale_identifier)),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]

    def add_message(self, message: Message, string: str | tuple[str, ...] | list[str] | None = None) -> None:
        """Take a message of another catalogue, with a translation or without one."""
        self.add(
            message.id,
            string,
            locations=message.locations,
            auto_comments=message.auto_comments,
            context=message.context,
        )


@cache
def template() -> CalmCatalog:
    """Every marked message in the program's source."""
    found = CalmCatalog()
    for path in sorted((ROOT / "peerdesk").rglob("*.py")):
        with path.open("rb") as source:
            for line, message, comments, context in extract("python", source, MARKS, _COMMENT_TAGS):
                place = (path.relative_to(ROOT).as_posix(), line)
                found.add(message, locations=[place], auto_comments=comments, context=context)
    return found


def committed(language: str) -> Catalog:
    """The translations as they stand in the ``.po`` file; empty where there is none yet."""
    path = FOLDER / f"{language}.po"
    if not path.exists():
        return CalmCatalog(language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def updated(language: str, source: Catalog) -> CalmCatalog:
    """The messages of the source with the translations there are."""
    known = committed(language)
    fresh = CalmCatalog(language)
    for message in messages(source):
        old = known.get(message.id, message.context)
        fresh.add_message(message, old.string if old and old.id == message.id and not old.fuzzy else None)
    return fresh


def messages(catalog: Catalog) -> list[Message]:
    """All messages but the header."""
    return [message for message in catalog if message.id]


def compiled(language: str) -> bytes:
    """The ``.mo`` file that belongs to the ``.po`` file; the same bytes on every machine."""
    calm = CalmCatalog(language)
    for message in messages(committed(language)):
        calm.add_message(message, message.string)
    data = BytesIO()
    write_mo(data, calm)
    return data.getvalue()


def untranslated(catalog: Catalog) -> list[Message]:
    """Messages, or plural forms of them, that have no translation."""
    return [
        message
        for message in messages(catalog)
        if not (all(message.string) if isinstance(message.string, tuple) else message.string) or message.fuzzy
    ]


def main() -> int:
    """Update and compile everything; say what is left to translate; the exit code is 1 if anything is."""
    source, left = template(), 0
    for language in TRANSLATED:
        catalog = updated(language, source)
        with (FOLDER / f"{language}.po").open("wb") as file:
            write_po(file, catalog, width=0, sort_output=True, include_lineno=False, ignore_obsolete=True)
        (FOLDER / f"{language}.mo").write_bytes(compiled(language))
        missing = untranslated(catalog)
        left += len(missing)
        lines = [f"{language}: {len(messages(catalog))} messages, {len(missing)} without a translation"]
        lines += [f"    {message.id}" for message in missing]
        sys.stdout.write("\n".join(lines) + "\n")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
