"""Every command a menu, tool bar or shortcut can give, in one table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from peerdesk.domain.access import Actor, Permission
from peerdesk.i18n import N_, gettext
from peerdesk.ui import theme
from peerdesk.ui.widgets.tips import set_tip


class Command(StrEnum):
    """Names of commands; also the object names of their actions."""

    GO_TODAY = "go-today"
    GO_MEMBERS = "go-members"
    GO_GROUPS = "go-groups"
    GO_SESSIONS = "go-sessions"
    GO_FOLLOW_UPS = "go-follow-ups"
    GO_MENTORING = "go-mentoring"
    GO_REPORTS = "go-reports"
    GO_SETTINGS = "go-settings"
    GO_PRESENCE = "go-presence"
    GO_MEASURES = "go-measures"
    GO_BIN = "go-bin"
    GO_BACK = "go-back"
    FIND = "find"
    NEW_MEMBER = "new-member"
    NEW_GROUP = "new-group"
    NEW_SESSION = "new-session"
    PRINT = "print"
    LOCK = "lock"
    SWITCH_USER = "switch-user"
    QUIT = "quit"

    @property
    def shortcut(self) -> str:
        """Its key, as tips and sentences call it."""
        return SPECS[self].shortcut

    def is_pressed(self, event: QKeyEvent) -> bool:
        """Whether an event is its key, for where its action is out of reach: over a menu or a dialog."""
        return QKeySequence(event.keyCombination()) == QKeySequence(self.shortcut)


@dataclass(frozen=True, slots=True)
class Spec:
    """How a command looks, and who may give it."""

    text: str
    tip: str
    icon: str
    shortcut: str
    permission: Permission | None = None


SPECS: Mapping[Command, Spec] = {
    Command.GO_TODAY: Spec(N_("Today"), N_("The day's sessions and what is unfinished"), "house", "Ctrl+1"),
    Command.GO_MEMBERS: Spec(N_("Members"), N_("Everybody known to the centre"), "users", "Ctrl+2"),
    Command.GO_GROUPS: Spec(N_("Groups"), N_("Peer groups and their rosters"), "layers", "Ctrl+3"),
    Command.GO_SESSIONS: Spec(N_("Sessions"), N_("Attendance and notes"), "calendar-check", "Ctrl+4"),
    Command.GO_FOLLOW_UPS: Spec(
        N_("Follow-ups"), N_("Whom to call or visit, and how it went"), "phone", "Ctrl+5", Permission.SEE_FOLLOW_UPS
    ),
    Command.GO_MENTORING: Spec(
        N_("Mentoring"),
        N_("Mentors, whom they accompany, and their log"),
        "heart-handshake",
        "Ctrl+6",
        Permission.SEE_MENTORING,
    ),
    Command.GO_REPORTS: Spec(N_("Reports"), N_("Registers, sheets and reports to print"), "file-text", "Ctrl+7"),
    Command.GO_SETTINGS: Spec(N_("Settings"), N_("Centre, staff, holidays, language"), "settings", "Ctrl+8"),
    Command.GO_PRESENCE: Spec(
        N_("Who is here today"),
        N_("Who is in the centre, day by day"),
        "user-check",
        "Ctrl+H",
        Permission.MARK_PRESENCE,
    ),
    Command.GO_MEASURES: Spec(
        N_("Enter measures"),
        N_("Answers from the sheets, one key each"),
        "activity",
        "Ctrl+M",
        Permission.KEEP_MEASURES,
    ),
    Command.GO_BIN: Spec(N_("Bin"), N_("What was removed, to be put back"), "trash-2", "Ctrl+B"),
    Command.GO_BACK: Spec(N_("Back"), N_("To the page before"), "arrow-left", "Alt+Left"),
    Command.FIND: Spec(N_("Find anything"), N_("Members, groups, sessions, reports and commands"), "search", "Ctrl+K"),
    Command.NEW_MEMBER: Spec(
        N_("New member"), N_("Register a member"), "user-plus", "Ctrl+N", Permission.REGISTER_MEMBERS
    ),
    Command.NEW_GROUP: Spec(N_("New group"), N_("Make a peer group"), "plus", "Ctrl+G", Permission.MANAGE_GROUPS),
    Command.NEW_SESSION: Spec(
        N_("New session"), N_("A session besides the weekly times"), "plus", "Ctrl+T", Permission.MARK_ATTENDANCE
    ),
    Command.PRINT: Spec(N_("Print"), N_("Print what is shown"), "printer", "Ctrl+P", Permission.PRINT_ATTENDANCE),
    Command.LOCK: Spec(N_("Lock"), N_("Hide everything until the password is typed"), "lock", "Ctrl+L"),
    Command.SWITCH_USER: Spec(N_("Switch user"), N_("Let somebody else log in"), "log-out", "Ctrl+Shift+L"),
    Command.QUIT: Spec(N_("Quit"), N_("Close PeerDesk"), "x", "Ctrl+Q"),
}


def build_actions(
    parent: QWidget, actor: Actor, handlers: Mapping[Command, Callable[[], object]]
) -> dict[Command, QAction]:
    """Make one action for each handler the actor may use."""
    actions: dict[Command, QAction] = {}
    for command, handler in handlers.items():
        spec = SPECS[command]
        if spec.permission is not None and not actor.may(spec.permission):
            continue
        action = QAction(theme.icon(spec.icon, parent.palette()), gettext(spec.text), parent)
        action.setObjectName(command)
        set_tip(action, f"{gettext(spec.tip)} ({spec.shortcut})")
        action.setShortcut(QKeySequence(spec.shortcut))
        action.setAutoRepeat(False)
        action.triggered.connect(handler)
        actions[command] = action
    return actions
