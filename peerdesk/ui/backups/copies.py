"""The list of copies, wherever they lie."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from peerdesk import words
from peerdesk.domain.backups.copies import CopyFound, is_before_update
from peerdesk.domain.backups.places import Drive, SecondPlace
from peerdesk.domain.dates import short_datetime
from peerdesk.errors import StorageUnavailable
from peerdesk.i18n import gettext as _
from peerdesk.paths import DataFolder
from peerdesk.services import rekeying
from peerdesk.services.backups import finding, places
from peerdesk.ui.widgets.tables.column_widths import Widths
from peerdesk.ui.widgets.tables.rows_model import Column
from peerdesk.words.record.backups import bytes_shown, copy_made_at

WIDTHS = Widths((130, 0, 76, 76, 130, 70), least={0: 120, 1: 120, 2: 60, 3: 60, 4: 120, 5: 60}, goes=(5, 4))


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A copy and where it lies, in people's words."""

    found: CopyFound
    where: str
    former_keys: bool = False
    """It opens with the passwords of before the locks were changed."""

    @property
    def path(self) -> Path:
        return self.found.path


def everything(folder: DataFolder, place: SecondPlace | None, drives: Sequence[Drive]) -> list[CopyRow]:
    """The copies on this PC, in the second place and on whatever is plugged in; last the records set aside."""
    there = places.find(place, drives) if place else None
    known = {folder.backups: _("this PC")} | ({there: place.name} if place and there else {})
    found = finding.copies_in([*known, *(drive.root for drive in drives)])
    copies = [CopyRow(copy, known.get(copy.path.parent) or _drive_of(copy.path, drives)) for copy in found]
    copies += [CopyRow(copy, _("set aside on this PC")) for copy in finding.set_aside(folder)]
    former = rekeying.with_former_keys(folder, [copy.path for copy in copies if not copy.found.problem])
    return [replace(copy, former_keys=copy.path in former) for copy in copies]


def _drive_of(path: Path, drives: Sequence[Drive]) -> str:
    return next((drive.name for drive in drives if path.is_relative_to(drive.root)), path.parent.name)


def chosen_file(path: Path) -> CopyRow:
    """A copy that somebody chose in a window for files."""
    return CopyRow(finding.look(path), path.parent.name or str(path.parent))


def columns() -> list[Column[CopyRow]]:
    """What is told of each copy."""
    return [
        Column(_("Made on"), lambda copy: copy_made_at(copy.found), _age),
        Column(_("Where"), _where),
        Column(_("Members"), _members, right=True),
        Column(_("Sessions"), _sessions, right=True),
        Column(_("Last entry"), _last_entry),
        Column(_("Size"), lambda copy: bytes_shown(copy.found.size), lambda copy: copy.found.size, right=True),
    ]


def about(copy: CopyRow) -> Sequence[str]:
    """What a copy says of itself, line by line; where it cannot be read, why."""
    manifest = copy.found.manifest
    if manifest is None:
        return [copy.path.name, words.failure(StorageUnavailable(copy.found.problem))]
    of_then = [
        _(
            "Made before the locks of the record were changed: it opens with the passwords of its day, those of staff "
            "who have left since among them."
        )
    ]
    lines = [_("{when}, {where}").format(when=short_datetime(manifest.made_at), where=copy.where)]
    if manifest.inside is None:
        lines.append(_("Look inside to see what is in it."))
    else:
        lines.insert(0, f"{manifest.inside.centre} · {manifest.inside.code}")
    return [*lines, *(of_then if copy.former_keys else [])]


def _where(copy: CopyRow) -> str:
    about = _("cannot be read") if copy.found.problem else ""
    if is_before_update(copy.path.name):
        about = about or _("before an update")
    return " · ".join(filter(None, (copy.where, about, _("former locks") if copy.former_keys else "")))


def _age(copy: CopyRow) -> str:
    return copy.found.manifest.made_at.isoformat() if copy.found.manifest else ""


def _members(copy: CopyRow) -> str:
    inside = copy.found.manifest.inside if copy.found.manifest else None
    return str(inside.members) if inside else "–"


def _sessions(copy: CopyRow) -> str:
    inside = copy.found.manifest.inside if copy.found.manifest else None
    return str(inside.sessions) if inside else "–"


def _last_entry(copy: CopyRow) -> str:
    inside = copy.found.manifest.inside if copy.found.manifest else None
    return short_datetime(inside.last_entry) if inside and inside.last_entry else "–"
