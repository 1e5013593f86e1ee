"""Tool tips as plain text: Qt draws what looks like markup, and a name may hold ``<img …>``."""

import re
from typing import Protocol

_WORD_JOINER = "\u2060"
_MARKUP = re.compile(f"<(?!{_WORD_JOINER})|&(?=lt;)")


class _WithTip(Protocol):
    def setToolTip(self, text: str, /) -> None: ...  # noqa: N802 - Qt's name


def set_tip(part: _WithTip, text: str) -> None:
    """Give a widget, an action or an item its tool tip; the one way to do so."""
    part.setToolTip(plain_tip(text))


def plain_tip(text: str) -> str:
    """Let a text be drawn by a tool tip as it is.

    A character without width after each ``<`` keeps Qt from taking it for a tag (``Qt::mightBeRichText``); escaping
    would be read aloud as it is written.
    """
    return _MARKUP.sub(rf"\g<0>{_WORD_JOINER}", text)
