"""Folders for a while, for their owner alone: gone with what made them, after a kill with the next start."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from time import time
from types import TracebackType

from peerdesk.holding import hold_folder

PREFIX = "peerdesk-temporary-"
"""How the name of each begins, wherever the system keeps such folders."""

FORGOTTEN_SECONDS = 7 * 24 * 3600
"""Where the system cannot tell whether somebody is still at it, a folder this old is nobody's any more."""


class TemporaryPlace:
    """A folder that is held as long as it is worked in; a context too, whose value is the path.

    Args:
        purpose: goes into the name.

    Raises:
        OSError: if there is no room for it.
    """

    def __init__(self, purpose: str) -> None:
        clear_forgotten()
        self._made = tempfile.TemporaryDirectory(prefix=f"{PREFIX}{purpose}-", ignore_cleanup_errors=True)
        self.path = Path(self._made.name)
        self._held = hold_folder(self.path)

    def close(self) -> None:
        """Take it away with all that is in it; twice is harmless."""
        self._made.cleanup()
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def __enter__(self) -> Path:
        return self.path

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def clear_forgotten(parent: Path | None = None) -> None:
    """Take away what programs left that were killed; what cannot be is left.

    Args:
        parent: where to look; where the system keeps such folders unless it is said.
    """
    for place in (parent or Path(tempfile.gettempdir())).glob(f"{PREFIX}*"):
        try:
            if place.is_symlink() or not place.is_dir():
                continue
            held = hold_folder(place)
            try:
                if held is not None or time() - place.stat().st_mtime > FORGOTTEN_SECONDS:
                    shutil.rmtree(place, ignore_errors=True)
            finally:
                if held is not None:
                    os.close(held)
        except OSError:  # somebody is in there, or it is another user's
            continue
