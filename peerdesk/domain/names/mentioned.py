"""Whether a text names somebody."""

from collections.abc import Iterable, Sequence

_STOPS = ".,;:!?()।\"'"


def mentioned(text: str, people: Iterable[tuple[str, str]], but: str = "") -> Sequence[str]:
    """Those of some people whose first name stands in a text as a word of its own.

    Args:
        text: as typed.
        people: Latin and own name of each; one of them may be empty.
        but: names that may stand there, those of the member whom the text is about.
    """
    mine = set(but.casefold().split())
    words = {word.strip(_STOPS) for word in text.casefold().split()}
    return [
        latin or native
        for latin, native in people
        if any(
            given in words and given not in mine and len(given) > 2
            for name in (latin, native)
            for given in name.casefold().split()[:1]
        )
    ]
