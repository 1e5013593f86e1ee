"""About a group: its facts, who is in it, how many stay."""

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from peerdesk.domain.groups.balance import Composition
from peerdesk.domain.groups.capacity import FEWEST, SizeHint, size_hint, usual_most
from peerdesk.domain.groups.groups import GroupType
from peerdesk.domain.screens.groups import GroupView
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.ui.groups.facts import FactsSection
from peerdesk.ui.widgets.bars.share_bar import ShareBar
from peerdesk.ui.widgets.parts import column, label, scrolled
from peerdesk.words.fit import counts, retention, retention_of_group

Code = TypeVar("Code", bound=Enum)


class GroupAbout(QWidget):
    """Scrolls where the window is small."""

    def __init__(self) -> None:
        super().__init__()
        self.facts = FactsSection()
        self.composition = CompositionLines()
        self.retained = label("", "fact", wrap=True)
        self.meaning = label("", "hint", wrap=True)
        self._content = column(
            self.facts,
            label(_("Who is in the group"), "section"),
            self.composition,
            label(_("How many stay"), "section"),
            self.retained,
            self.meaning,
            None,
            spacing=8,
            margins=(0, 4, 8, 4),
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(scrolled(self._content, "groupAbout"))

    def show_view(self, view: GroupView) -> None:
        """Show a group; the composition is that of the roster's day."""
        self.facts.show_group(view.page, view.absences)
        self.composition.show_composition(view.composition, view.page.details.type)
        self.retained.setText(retention(view.retention))
        self.meaning.setText(retention_of_group(view.retention))


class CompositionLines(QWidget):
    """Four lines: ages, gender, work, stage; each as counts with a thin bar below."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("composition")
        self.setAccessibleName(_("Who is in the group"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        self.ages = _Line(grid, _("Age"))
        self.genders = _Line(grid, _("Gender"))
        self.occupations = _Line(grid, _("Work"))
        self.stages = _Line(grid, _("Stage"))
        self.hint = label("", "hint", wrap=True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.hint)
        lines.addLayout(grid)

    def show_composition(self, found: Composition, kind: GroupType | None) -> None:
        """Show counts, and what can be said of the size."""
        self.ages.show_counts(found.ages)
        self.genders.show_counts(found.genders)
        self.occupations.show_counts(found.occupations)
        self.stages.show_counts(found.stages)
        self.hint.setText(size_words(kind, found.size))
        self.hint.setVisible(bool(self.hint.text()))


class _Line:
    """A caption, the counts, and the bar below them."""

    def __init__(self, grid: QGridLayout, caption: str) -> None:
        place = grid.rowCount()
        self.text = label("", "fact", wrap=True)
        self._bar = ShareBar()
        grid.addWidget(label(caption, "fieldLabel"), place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.text, place, 1)
        grid.addWidget(self._bar, place + 1, 1)

    def show_counts(self, found: Mapping[Code, int]) -> None:
        self.text.setText(counts(found))
        self._bar.show_counts(list(found.values()))
        self._bar.setVisible(bool(found))


def size_words(kind: GroupType | None, size: int) -> str:
    """What can be said of a group's size; empty where nothing is."""
    match size_hint(kind, size):
        case SizeHint.LARGE:
            text = ngettext(
                "{count} member: groups of this kind mostly work best with up to {most}.",
                "{count} members: groups of this kind mostly work best with up to {most}.",
                size,
            )
            return text.format(count=size, most=usual_most(kind))
        case SizeHint.SMALL:
            text = ngettext(
                "{count} member: from {least} on there is more to share.",
                "{count} members: from {least} on there is more to share.",
                size,
            )
            return text.format(count=size, least=FEWEST)
    return ""
