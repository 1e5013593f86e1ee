"""Which copies still hold what was erased in the record since."""

from dataclasses import dataclass
from datetime import datetime

from peerdesk.domain.backups.copies import Manifest


@dataclass(frozen=True, slots=True)
class ErasedAt:
    """When something was erased last.

    Attributes:
        entry: the number of the trail's entry about it.
        at: by the clock.
    """

    entry: int
    at: datetime

    def is_in(self, manifest: Manifest) -> bool:
        """Whether a copy was made before; by the trail where the copy says how far it went, else by the clock."""
        head = manifest.inside.audit_head if manifest.inside else ""
        last = head.partition(" ")[0]
        return int(last) < self.entry if last.isdigit() else manifest.made_at <= self.at
