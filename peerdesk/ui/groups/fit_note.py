"""What is to be thought of before somebody joins a group, said while it is chosen, with room for the reason."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.groups.fit import MOST_OVERRIDE, FitCode, FitWarning, needing_reason
from peerdesk.domain.groups.memberships import Joining
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services.groups import fit
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.parts import label
from peerdesk.words.fit import fit_warning

_SAID = 2  # of a whole cohort's warnings so many are said; the others are counted


class FitNote(QWidget):
    """Warnings and hints; a warning is passed over by typing a reason, never by a box that is clicked away.

    ``field`` belongs into the form of the panel it stands in, so that a missing reason is said beside it.
    """

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self.setObjectName("fitNote")
        self.setAccessibleName(_("What to think of"))
        self.warned = label("", "problem", wrap=True)
        self.hinted = label("", "hint", wrap=True)
        self.reason = QLineEdit()
        self.reason.setMaxLength(MOST_OVERRIDE)
        self.field = Field(_("Why it is right all the same"), self.reason, "override")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        for part in (self.warned, self.hinted, self.field):
            lines.addWidget(part)
        self.start()

    def start(self) -> None:
        """Begin anew: nothing is said and no reason typed."""
        self.reason.clear()
        self._show(())

    def ask(self, joining: Joining | None) -> None:
        """Say what is to be thought of before members join; with ``None`` nothing is chosen yet."""
        if joining is None or not joining.member_ids:
            self._show(())
            return
        with self._messages.reporting():
            self._show(fit.warnings(self._context.storage, self._context.actor, joining))

    def warns_of(self, *codes: FitCode) -> bool:
        return any(warning.code in codes for warning in self._found)

    def override(self) -> str:
        """The reason, where one is asked for."""
        return "" if self.field.isHidden() else self.reason.text()

    def _show(self, found: Sequence[FitWarning]) -> None:
        self._found = tuple(found)
        warned = needing_reason(found)
        self.warned.setText(_said(warned))
        self.hinted.setText(_said([warning for warning in found if warning.is_hint]))
        self.warned.setVisible(bool(warned))
        self.hinted.setVisible(bool(self.hinted.text()))
        self.field.setVisible(bool(warned))
        self.setVisible(bool(found))


def _said(found: Sequence[FitWarning]) -> str:
    lines = [fit_warning(warning) for warning in found[:_SAID]]
    more = len(found) - _SAID
    if more > 0:
        lines.append(ngettext("And {count} more.", "And {count} more.", more).format(count=more))
    return "\n".join(lines)
