"""Last step: what is going to be made, and where."""

from peerdesk.i18n import gettext as _
from peerdesk.paths import DataFolder
from peerdesk.ui.pages.first_run_step import Draft, Step
from peerdesk.ui.widgets.parts import card, label


class ReadyStep(Step):
    """A last look before the centre is made."""

    def __init__(self, folder: DataFolder) -> None:
        super().__init__(
            "stepReady",
            _("Ready"),
            _("PeerDesk now makes the encrypted record and opens it. Staff, groups and members come next."),
        )
        self._folder = folder
        self._centre = label("", "section", wrap=True)
        self._coordinator = label("", "facts", wrap=True)
        self._place = label("", "hint", wrap=True)
        self.lines.addWidget(card(self._centre, self._coordinator, self._place))
        self.lines.addStretch(1)

    def begin(self, draft: Draft) -> None:
        self._centre.setText(f"{draft.centre.name.strip()} · {draft.centre.code}")
        self._coordinator.setText(
            _("Project coordinator: {name}, user name {user_name}").format(
                name=draft.coordinator.name.strip(), user_name=draft.coordinator.user_name
            )
        )
        self._place.setText(_("The record is kept on this PC only, in {folder}.").format(folder=self._folder.root))
