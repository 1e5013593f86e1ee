"""The language of the moment: gettext with a language per thread of work.

The window speaks one language while a report beside it on the worker thread may be in another, so the language
is a context variable and no global. A new thread starts in English: work that makes words uses :func:`speaking`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO

from peerdesk.paths import resource

LANGUAGES = {"en": "English", "hi": "हिन्दी", "mr": "मराठी", "pa": "ਪੰਜਾਬੀ"}
"""Code and own name of each language of screens and paper (ISO 639-1)."""

_speaking: ContextVar[str] = ContextVar("language", default="en")


@cache
def _translations(language: str) -> NullTranslations:
    if language == "en":
        return NullTranslations()
    return GNUTranslations(BytesIO(resource(f"translations/{language}.mo").read_bytes()))


def language() -> str:
    """Code of the language spoken here and now."""
    return _speaking.get()


def speak(code: str) -> None:
    """Use a language from here on in this thread (a program's start; a test's clean-up)."""
    if code not in LANGUAGES:
        raise ValueError(code)
    _speaking.set(code)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Use a language inside the block."""
    if code not in LANGUAGES:
        raise ValueError(code)
    token = _speaking.set(code)
    try:
        yield
    finally:
        _speaking.reset(token)


def gettext(message: str) -> str:
    """Return the message in the language of the moment."""
    return _translations(_speaking.get()).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the singular or plural message in the language of the moment."""
    return _translations(_speaking.get()).ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """Return a short message that means different things in different places."""
    return _translations(_speaking.get()).pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 - the name gettext's tools know
    """Mark a message in a table for the extractor; looked up where it is shown."""
    return message
