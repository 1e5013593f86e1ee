"""Whether every page of a file in use carries its mark: cheap, beside the work, with progress.

``PRAGMA cipher_integrity_check`` tells nothing on its way and takes for damage what a log would heal. A page that
fails here is looked at again once the log is folded in, and is no damage where the log holds it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from peerdesk.db.cipher_pages import LOCK_PAGE, PAGE, CipherKey, cipher_key, log_frames, read_page
from peerdesk.domain.progress import Progress

AT_ONCE = 64
"""Pages between two words of progress: less than a millisecond of work."""

_LOOKS = 3


def damaged_pages(
    path: Path, log: Path, key: bytes, count: int, fold: Callable[[], bool], on_progress: Progress
) -> list[int]:
    """Numbers of the pages that are damaged or missing.

    Args:
        path: the file.
        log: its log.
        key: the file's key.
        count: how many pages the record says that it has.
        fold: folds the log in, if nobody else is at it.
        on_progress: told how far it is.

    Raises:
        OSError: if the file cannot be read.
    """
    marks = cipher_key(path, key)
    failing: list[int] = []
    with path.open("rb", buffering=0) as file:
        for first in range(1, count + 1, AT_ONCE):
            on_progress(first - 1, count)
            last = min(first + AT_ONCE - 1, count)
            file.seek((first - 1) * PAGE)
            chunk = file.read((last - first + 1) * PAGE) or b""
            failing += _failing(marks, chunk, range(first, last + 1))
    on_progress(count, count)
    for _look in range(_LOOKS):  # it may have been written while it was read
        folded = fold()
        in_log = {} if folded else log_frames(log)
        suspects = sorted({*failing, *in_log})
        failing = _still_failing(path, in_log, cipher_key(path, key), suspects)
        if not failing:
            return []
    return failing


def any_page_is_sound(path: Path, key: bytes) -> bool:
    """Whether the key belongs to the file, of which the first page may be what is damaged."""
    try:
        marks = cipher_key(path, key)
        with path.open("rb", buffering=0) as file:
            count = path.stat().st_size // PAGE
            return any(marks.is_sound(number, read_page(file, number)) for number in range(1, count + 1))
    except OSError:
        return False


def _failing(marks: CipherKey, chunk: bytes, numbers: range) -> list[int]:
    pages = (chunk[at * PAGE : (at + 1) * PAGE] for at in range(len(numbers)))
    return [
        number
        for number, page in zip(numbers, pages, strict=True)
        if number != LOCK_PAGE and not marks.is_sound(number, page)
    ]


def _still_failing(path: Path, in_log: Mapping[int, bytes], marks: CipherKey, numbers: list[int]) -> list[int]:
    with path.open("rb", buffering=0) as file:
        return [
            number for number in numbers if not marks.is_sound(number, in_log.get(number) or read_page(file, number))
        ]
