"""What the steps of the first run have in common, and what they fill in together."""

from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.domain.access import Role
from peerdesk.domain.centre import CentreDetails, StaffDetails
from peerdesk.domain.papers.letterhead import Letterhead
from peerdesk.errors import InvalidInput
from peerdesk.security.recovery import new_code
from peerdesk.ui.widgets.fields import Form
from peerdesk.ui.widgets.parts import label


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything typed so far; outlives the change of language, which builds every step again.

    Attributes:
        code: the recovery code, drawn once.
        sheet_kept: what stands on the recovery sheet that was printed or saved last; another name needs another sheet.
    """

    centre: CentreDetails = field(default_factory=CentreDetails)
    coordinator: StaffDetails = field(default_factory=lambda: StaffDetails(role=Role.COORDINATOR))
    password: str = field(default="", repr=False)
    again: str = field(default="", repr=False)
    code: str = field(default_factory=new_code, repr=False)
    sheet_kept: tuple[Letterhead, str] | None = None

    def is_begun(self) -> bool:
        """Whether anything was typed."""
        centre, coordinator = self.centre, self.coordinator
        typed = (centre.name, centre.code, centre.address, centre.registration_number, coordinator.name)
        return any(map(str.strip, (*typed, coordinator.user_name))) or bool(centre.logo)

    def on_the_sheet(self) -> tuple[Letterhead, str]:
        """What the recovery sheet says besides the code: the centre, and who is in charge."""
        centre = self.centre
        head = Letterhead(centre.name.strip(), centre.address.strip(), centre.registration_number.strip(), centre.logo)
        return head, self.coordinator.name.strip()


class Step(QWidget):
    """One calm page: what it is about, its fields, and whether it is done."""

    ready_changed = Signal()
    """Whether one may go on may be different now."""

    def __init__(self, name: str, title: str, explanation: str) -> None:
        super().__init__()
        self.title = title
        self.form: Form | None = None
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(12)
        self.lines.addWidget(label(title, "title", wrap=True))
        self.lines.addWidget(label(explanation, "subtitle", wrap=True))

    def show_draft(self, draft: Draft) -> None:
        """Fill the fields; called once after building."""

    def filled(self, draft: Draft) -> Draft:
        """The draft with what is typed here in it, whether acceptable or not."""
        return draft

    def begin(self, draft: Draft) -> None:
        """The step comes into sight: put the cursor into its first field."""

    def ready(self) -> bool:
        """Whether one may try to go on."""
        return True

    def check(self, draft: Draft) -> None:
        """Refuse to go on with what cannot be kept.

        Raises:
            InvalidInput: with every problem of this step.
        """

    def show_problems(self, error: InvalidInput) -> None:
        """Put each problem beside its field."""
        if self.form is not None:
            self.form.show(error)
