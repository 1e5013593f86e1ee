"""The copy that gaps are filled from."""

from pathlib import Path

from peerdesk.paths import DataFolder
from peerdesk.services.backups import finding


def latest_copy(folder: DataFolder) -> Path | None:
    """The newest copy on this PC that can be read."""
    return next((found.path for found in finding.copies_in([folder.backups]) if not found.problem), None)
