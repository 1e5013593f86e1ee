"""A copy that was put back is named in the audit trail by the first who logs in after it."""

import json
from contextlib import suppress

from peerdesk.db.audit import Unit
from peerdesk.paths import DataFolder


def note(folder: DataFolder, unit: Unit) -> None:
    """Write what the folder says was put back, if anything."""
    try:
        about = json.loads(folder.brought_back.read_bytes())
    except FileNotFoundError:
        return
    except (OSError, ValueError, RecursionError):
        about = {}
    about = about if isinstance(about, dict) else {}
    if "rekeyed_at" not in about:  # that was entered when it was done
        unit.audit("record.put-back", None, None, about)


def forget(folder: DataFolder) -> None:
    """It stands in the audit trail now; where the file cannot be removed it will stand there twice."""
    with suppress(OSError):
        folder.brought_back.unlink(missing_ok=True)
