"""How a member stands on paper: number and name, Latin first, then the own script where both exist."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm

from peerdesk.domain.members.members import number_text
from peerdesk.domain.names import is_indic
from peerdesk.domain.papers.choices import PersonOnPaper
from peerdesk.i18n import gettext as _
from peerdesk.reports.parts.register_grid import PADDING, RollColumn
from peerdesk.reports.parts.type import BODY_SIZE, INDIC_MINIMUM, LATIN_MINIMUM, Align, size_for, width

_ROOM_FOR_A_NAME = 45.0
"""Millimetres, where nobody is on the list yet and every name will be written by hand."""


def named(person: PersonOnPaper) -> str:
    """``0012 · Ramesh Kumar · रमेश कुमार``: one string for a table or a heading."""
    return " · ".join(filter(None, (number_text(person.number), *_names(person))))


@dataclass(frozen=True, slots=True)
class NameColumns:
    """The first columns of a roll: serial, member number, name, and the name in its own script.

    Attributes:
        serial, number, latin, native: widths in millimetres; 0 where nobody has such a name, and no column is printed.
        upright: whether "Member" stands upright over its column.
    """

    serial: float
    number: float
    latin: float
    native: float
    upright: bool

    @classmethod
    def of(
        cls,
        people: Sequence[PersonOnPaper],
        room: float,
        *,
        spare: int = 0,
        upright: bool = False,
        sign: str = "",
        labels: Sequence[str] = (),
    ) -> "NameColumns":
        """Columns as wide as the people need.

        Args:
            people: whose names they hold.
            room: millimetres for all the columns together; names are shortened to keep within.
            spare: empty rows that follow the people.
            upright: under a tall head "Member" stands upright and its column is narrow.
            sign: will stand before some of the names.
            labels: of totals, which stand under the names or else under the numbers.
        """
        names = [(sign * bool(name) + name, native) for name, native in map(_names, people)]
        latin = _widest(first for first, _second in names) if people else _ROOM_FOR_A_NAME
        native = _widest(second for _first, second in names)
        serial = max(_widest([str(len(people) + spare)]), heading_room(_("No.")))
        number = max(
            _widest(number_text(person.number) for person in people), 9.0 if upright else heading_room(_("Member"))
        )
        label = max(map(heading_room, labels), default=0.0)
        if latin:
            latin = max(latin, label - native)
        else:
            number = max(number, label)
        most = room - serial - number
        if latin + native > most:  # Latin names may be set smaller before anything is cut
            latin = max(_widest((first for first, _second in names), LATIN_MINIMUM), label - native)
        squeeze = min(1.0, most / (latin + native)) if latin + native else 1.0
        return cls(serial, number, latin * squeeze, native * squeeze, upright)

    @property
    def total(self) -> float:
        """Millimetres of all the columns together."""
        return self.serial + self.number + self.latin + self.native

    def columns(self, wider: float = 0) -> list[RollColumn]:
        """The columns; what is left over (``wider``, in millimetres) goes to the names, else to the numbers."""
        names = self.latin + self.native
        columns = [
            # Translators: serial number on a register, as short as can be.
            RollColumn(_("No."), self.serial, Align.RIGHT),
            # Translators: head of the column of member numbers on a register, as short as can be.
            self._heading(_("Member"), self.number + (0 if names else wider)),
        ]
        if self.latin:
            columns.append(RollColumn(_("Name"), self.latin + wider * self.latin / names))
        if self.native:
            columns.append(RollColumn("", self.native + wider * self.native / names, joined=True))
        return columns

    def _heading(self, text: str, wide: float) -> RollColumn:
        if self.upright:
            return RollColumn("", wide, Align.RIGHT, upright=text)
        return RollColumn(text, wide, Align.RIGHT)

    def cells(self, serial: int, person: PersonOnPaper, sign: str = "") -> list[str]:
        """A person's row, up to the name; ``sign`` is set before the name, where shortening spares it."""
        name, native = _names(person)
        if not name:
            return self.texts(str(serial), f"{sign}{number_text(person.number)}")
        return self.texts(str(serial), number_text(person.number), sign + name, native)

    def label(self, text: str) -> list[str]:
        """The row of a total: its name stands where the members' names stand."""
        return self.texts("", "", text) if self.latin else self.texts("", text)

    def texts(self, serial: str, number: str = "", name: str = "", native: str = "") -> list[str]:
        """A row of other texts, for example a spare one."""
        return [serial, number, *([name] if self.latin else []), *([native] if self.native else [])]


def _names(person: PersonOnPaper) -> tuple[str, str]:
    """The name, and the second name unless it says the same."""
    if not person.name:
        return person.name_native, ""
    return person.name, "" if person.name_native == person.name else person.name_native


def heading_room(text: str) -> float:
    """Millimetres a heading or label needs on one line."""
    return float((width(text, size_for((text,), LATIN_MINIMUM), bold=True) + 2 * PADDING) / mm)


def _widest(texts: Iterable[str], latin: float = BODY_SIZE) -> float:
    """Millimetres a column of such texts needs, with Latin letters of a size."""
    found = {text for text in texts if text}
    if not found:
        return 0.0
    sizes = {text: INDIC_MINIMUM if is_indic(text) else latin for text in found}
    if latin > LATIN_MINIMUM:
        sizes = {text: size_for((text,), latin) for text in found}
    return float((max(width(text, size) for text, size in sizes.items()) + 2 * PADDING + 1) / mm)
