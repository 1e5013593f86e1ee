"""The steps of the first run: language, centre, account, ready."""

from dataclasses import dataclass, field, replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from peerdesk import i18n, words
from peerdesk.domain.access import Role
from peerdesk.domain.backups.places import SecondPlace
from peerdesk.domain.centre import CentreDetails, StaffDetails
from peerdesk.domain.papers.letterhead import Letterhead
from peerdesk.errors import InvalidInput
from peerdesk.i18n import LANGUAGES
from peerdesk.i18n import gettext as _
from peerdesk.paths import DataFolder
from peerdesk.security.key_list import Founding
from peerdesk.security.password_recovery import new_code
from peerdesk.ui.settings.centre_form import CentreForm
from peerdesk.ui.widgets.forms.fields import Field, FieldGrid
from peerdesk.ui.widgets.forms.form import Form
from peerdesk.ui.widgets.forms.new_password import NewPassword
from peerdesk.ui.widgets.parts import button, card, label, row


@dataclass(frozen=True, slots=True)
class NewCentre:
    """Everything typed so far; outlives the change of language, which builds every step again.

    Attributes:
        code: the password recovery code, drawn once.
        founding: what the list of keys begins with, drawn once its sheet is shown.
        place: where copies go, too.
        sheet_kept: what stands on the sheet that was printed or saved last; another name needs another sheet.
    """

    centre: CentreDetails = field(default_factory=CentreDetails)
    coordinator: StaffDetails = field(default_factory=lambda: StaffDetails(role=Role.COORDINATOR))
    password: str = field(default="", repr=False)
    again: str = field(default="", repr=False)
    code: str = field(default_factory=new_code, repr=False)
    founding: Founding | None = None
    sheet_kept: tuple[Letterhead, str] | None = None
    place: SecondPlace | None = None

    def is_begun(self) -> bool:
        """Whether anything was typed."""
        centre, coordinator = self.centre, self.coordinator
        typed = (centre.name, centre.code, centre.address, centre.registration_number, coordinator.name)
        return any(map(str.strip, (*typed, coordinator.user_name))) or bool(centre.logo)

    def on_the_sheet(self) -> tuple[Letterhead, str]:
        """What the password recovery sheet says besides the code: the centre, and who is in charge."""
        centre = self.centre
        head = Letterhead(centre.name.strip(), centre.address.strip(), centre.registration_number.strip(), centre.logo)
        return head, self.coordinator.name.strip()


class Step(QWidget):
    """One calm page: what it is about, its fields, and whether it is done."""

    ready_changed = Signal()
    """Whether one may go on may be different now."""

    asks = True
    """Whether something has to be done here; else Enter goes on."""

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

    def show_draft(self, draft: NewCentre) -> None:
        """Fill the fields; called once after building."""

    def filled(self, draft: NewCentre) -> NewCentre:
        """The draft with what is typed here in it, whether acceptable or not."""
        return draft

    def begin(self, draft: NewCentre) -> None:
        """The step comes into sight: put the cursor into its first field."""

    def leave(self) -> None:
        """Another step comes into sight."""

    def ready(self) -> bool:
        """Whether one may try to go on."""
        return True

    def check(self, draft: NewCentre) -> None:
        """Refuse to go on with what cannot be kept.

        Raises:
            InvalidInput: with every problem of this step.
        """

    def show_problems(self, error: InvalidInput) -> None:
        """Put each problem beside its field."""
        if self.form is not None:
            self.form.show(error)


class AccountStep(Step):
    """Own name, user name, password twice."""

    def __init__(self) -> None:
        super().__init__(
            "stepAccount",
            _("The project coordinator"),
            _(
                "The coordinator gives the other staff their logins, and looks after the settings. "
                "There is no password that PeerDesk knows beforehand."
            ),
        )
        self.name, self.user_name = QLineEdit(), QLineEdit()
        self.name.setMaxLength(120)
        self.user_name.setMaxLength(40)
        self.passwords = NewPassword(_("Password"), required=True)
        name = Field(_("Your name"), self.name, "name", required=True)
        user_name = Field(
            _("User name"), self.user_name, "user_name", hint=_("Short and without spaces: meena"), required=True
        )
        self.form = Form([name, user_name, *self.passwords.fields], self)
        for part in (FieldGrid([name, user_name]), self.passwords, self.form.general):
            self.lines.addWidget(part)
        self.lines.addStretch(1)

    def show_draft(self, draft: NewCentre) -> None:
        self.name.setText(draft.coordinator.name)
        self.user_name.setText(draft.coordinator.user_name)
        self.passwords.set_text(draft.password, draft.again)

    def filled(self, draft: NewCentre) -> NewCentre:
        coordinator = StaffDetails(
            self.user_name.text().strip(), self.name.text(), words.of(Role.COORDINATOR), Role.COORDINATOR
        )
        return replace(draft, coordinator=coordinator, password=self.passwords.text(), again=self.passwords.again())

    def begin(self, draft: NewCentre) -> None:
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self, draft: NewCentre) -> None:
        problems = draft.coordinator.problems() + self.passwords.problems(
            draft.coordinator.user_name, draft.coordinator.name, draft.centre.name
        )
        if problems:
            raise InvalidInput(problems)


class CentreStep(Step):
    """Name, short code and what else stands at the head of the paper."""

    def __init__(self) -> None:
        super().__init__(
            "stepCentre",
            _("Your centre"),
            _(
                "This stands at the head of every printed page. The short code begins every admission number, "
                "for example ASH/2026-27/0042."
            ),
        )
        self.fields = CentreForm()
        self.form = self.fields.form
        self.lines.addWidget(self.fields)
        self.lines.addStretch(1)

    def show_draft(self, draft: NewCentre) -> None:
        self.fields.show_details(draft.centre)

    def filled(self, draft: NewCentre) -> NewCentre:
        return replace(draft, centre=self.fields.details(i18n.language()))

    def begin(self, draft: NewCentre) -> None:
        self.fields.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self, draft: NewCentre) -> None:
        if problems := draft.centre.problems():
            raise InvalidInput(problems)


_HEIGHT = 60
_LETTERS = 18


class LanguageStep(Step):
    """Four big choices, each in its own script, in force at once."""

    language_chosen = Signal(str)
    demo_asked = Signal()
    restore_asked = Signal()

    def __init__(self) -> None:
        super().__init__(
            "stepLanguage",
            _("Welcome to PeerDesk"),
            _("Choose the language of the screens. It can be changed at any time, and every paper has its own choice."),
        )
        self._codes = list(LANGUAGES)
        self._group = QButtonGroup(self)
        grid = QGridLayout()
        grid.setSpacing(12)
        for number, (code, own_name) in enumerate(LANGUAGES.items()):
            choice = _big_choice(code, own_name)
            self._group.addButton(choice, number)
            grid.addWidget(choice, number // 2, number % 2)
        self.demo_button = button(_("Look around a demo centre"), "demo", flat=True)
        self.restore_button = button(_("I have a copy"), "haveCopy")
        self.lines.addLayout(grid)
        self.lines.addSpacing(16)
        self.lines.addWidget(label(_("Was PeerDesk used before, on another PC?"), "section"))
        known = _("Plug in the USB stick with the copies: the whole centre is here again in a few minutes.")
        self.lines.addWidget(label(known, "hint", wrap=True))
        self.lines.addWidget(row(self.restore_button, None))
        self.lines.addSpacing(8)
        self.lines.addWidget(label(_("Only looking?"), "section"))
        hint = _("A made-up centre with years of records. Nobody in it is real. Your own centre can be set up later.")
        self.lines.addWidget(label(hint, "hint", wrap=True))
        self.lines.addWidget(row(self.demo_button, None))
        self.lines.addStretch(1)
        self._group.button(self._codes.index(i18n.language())).setChecked(True)
        self._group.idClicked.connect(self._on_clicked)
        self.demo_button.clicked.connect(self.demo_asked)
        self.restore_button.clicked.connect(self.restore_asked)

    def begin(self, draft: NewCentre) -> None:
        self._group.button(self._codes.index(i18n.language())).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def _on_clicked(self, number: int) -> None:
        if self._codes[number] != i18n.language():
            self.language_chosen.emit(self._codes[number])


def _big_choice(code: str, own_name: str) -> QPushButton:
    choice = button(own_name, f"language-{code}")
    choice.setCheckable(True)
    choice.setProperty("chip", True)
    choice.setMinimumHeight(_HEIGHT)
    font = choice.font()
    font.setPixelSize(_LETTERS)
    choice.setFont(font)
    return choice


class ReadyStep(Step):
    """A last look before the centre is made."""

    asks = False

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

    def begin(self, draft: NewCentre) -> None:
        self._centre.setText(f"{draft.centre.name.strip()} · {draft.centre.code}")
        self._coordinator.setText(
            _("Project coordinator: {name}, user name {user_name}").format(
                name=draft.coordinator.name.strip(), user_name=draft.coordinator.user_name
            )
        )
        self._place.setText(_("The record is kept on this PC only, in {folder}.").format(folder=self._folder.root))
