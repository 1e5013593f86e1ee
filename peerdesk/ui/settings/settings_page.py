"""Settings: one tab for each thing that is set once and then left alone, loaded and built when it is first seen."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast, overload

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.screens.settings import SettingsScreen
from peerdesk.i18n import N_, gettext
from peerdesk.i18n import gettext as _
from peerdesk.services import settings
from peerdesk.ui.messages import Messages
from peerdesk.ui.page import Page
from peerdesk.ui.place import BackupsPlace, BinPlace, HelpLinesPlace, SettingsPlace, TrailPlace
from peerdesk.ui.tasks import TaskRunner
from peerdesk.ui.widgets.inputs.calm import CalmTabs
from peerdesk.ui.widgets.parts import label

if TYPE_CHECKING:
    from peerdesk.ui.settings.about import AboutTab
    from peerdesk.ui.settings.backups import BackupsTab
    from peerdesk.ui.settings.bin import BinTab
    from peerdesk.ui.settings.centre import CentreTab
    from peerdesk.ui.settings.holidays import HolidaysTab
    from peerdesk.ui.settings.log import LogTab
    from peerdesk.ui.settings.milestones import MilestonesTab
    from peerdesk.ui.settings.password_recovery import PasswordRecoveryTab
    from peerdesk.ui.settings.places import PlacesTab
    from peerdesk.ui.settings.plans import PlansTab
    from peerdesk.ui.settings.record import RecordTab
    from peerdesk.ui.settings.scales import ScalesTab
    from peerdesk.ui.settings.staff import StaffTab
    from peerdesk.ui.settings.this_pc import ThisPcTab
    from peerdesk.ui.settings.thresholds import ThresholdsTab

AnyTab = TypeVar("AnyTab", bound=QWidget)


class TabEntry(Generic[AnyTab]):
    """One line of the table of tabs. Read on a page it is the tab itself, which is built by that.

    Attributes:
        module, class_name: where the tab is, in this room.
        text: what stands on it.
        show: shows in it what the file holds.
        works: does slow things, and gets the runner for them.
    """

    def __init__(
        self, where: str, text: str, show: Callable[[AnyTab, SettingsScreen], None], *, works: bool = False
    ) -> None:
        self.module, self.class_name = where.rsplit(".", 1)
        self.text, self.show, self.works = text, show, works

    @overload
    def __get__(self, page: None, owner: type) -> Self: ...

    @overload
    def __get__(self, page: SettingsPage, owner: type) -> AnyTab: ...

    def __get__(self, page: SettingsPage | None, owner: type) -> Self | AnyTab:
        return self if page is None else cast(AnyTab, page.tab(self))


def _nothing(_tab: QWidget, _found: SettingsScreen) -> None:
    """Nothing of it is in the file."""


class SettingsPage(Page):
    """The table below is in the order of the tabs; recovery sheet and log are for the coordinator."""

    watches = ~Changed(0)  # the log tells of everything

    centre_tab: TabEntry[CentreTab] = TabEntry(
        "centre.CentreTab", N_("Centre"), lambda tab, found: tab.show_details(found.centre)
    )
    staff_tab: TabEntry[StaffTab] = TabEntry(
        "staff.StaffTab", N_("Staff"), lambda tab, found: tab.show_rows(found.staff)
    )
    holidays_tab: TabEntry[HolidaysTab] = TabEntry(
        "holidays.HolidaysTab", N_("Holidays"), lambda tab, found: tab.show_rows(found.holidays)
    )
    places_tab: TabEntry[PlacesTab] = TabEntry(
        "places.PlacesTab", N_("Places"), lambda tab, found: tab.show_rows(found.places)
    )
    thresholds_tab: TabEntry[ThresholdsTab] = TabEntry(
        "thresholds.ThresholdsTab",
        N_("Programme"),
        lambda tab, found: tab.show_thresholds(found.thresholds, found.schedule, found.help_lines_check),
    )
    milestones_tab: TabEntry[MilestonesTab] = TabEntry(
        "milestones.MilestonesTab", N_("Milestones"), lambda tab, found: tab.show_rows(found.milestones)
    )
    scales_tab: TabEntry[ScalesTab] = TabEntry(
        "scales.ScalesTab", N_("Scales"), lambda tab, found: tab.show_rows(found.scales)
    )
    plans_tab: TabEntry[PlansTab] = TabEntry(
        "plans.PlansTab", N_("Session plans"), lambda tab, found: tab.show_rows(found.plans)
    )
    bin_tab: TabEntry[BinTab] = TabEntry("bin.BinTab", N_("Bin"), lambda tab, found: tab.show_found(found.bin))
    backups_tab: TabEntry[BackupsTab] = TabEntry(
        "backups.BackupsTab", N_("Backups"), lambda tab, _found: tab.refresh(), works=True
    )
    record_tab: TabEntry[RecordTab] = TabEntry(
        "record.RecordTab", N_("The record"), lambda tab, _found: tab.refresh(), works=True
    )
    log_tab: TabEntry[LogTab] = TabEntry("log.LogTab", N_("Log"), lambda tab, _found: tab.refresh())
    this_pc_tab: TabEntry[ThisPcTab] = TabEntry("this_pc.ThisPcTab", N_("This PC"), lambda tab, _found: tab.refresh())
    recovery_tab: TabEntry[PasswordRecoveryTab] = TabEntry(
        "password_recovery.PasswordRecoveryTab", N_("Password recovery sheet"), _nothing
    )
    about_tab: TabEntry[AboutTab] = TabEntry("about.AboutTab", N_("About"), _nothing)

    def __init__(self, context: AppContext, messages: Messages, runner: TaskRunner) -> None:
        super().__init__(context, messages)
        self._runner = runner
        self._built: dict[TabEntry[Any], QWidget] = {}
        self._found: SettingsScreen | None = None
        self._build()
        self.tabs.currentChanged.connect(self._on_tab)

    def _build(self) -> None:
        self.tabs = CalmTabs("settings", _("Settings"))
        for entry in TABS:
            self.tabs.addTab(QWidget(), gettext(entry.text))
        may_manage = self._context.actor.may(Permission.MANAGE_STAFF)
        self.tabs.setTabVisible(TABS.index(SettingsPage.recovery_tab), may_manage)
        self.tabs.setTabVisible(TABS.index(SettingsPage.log_tab), self._context.actor.may(Permission.SEE_TRAIL))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(20, 14, 20, 14)
        lines.setSpacing(8)
        lines.addWidget(label(_("Settings"), "title"))
        lines.addWidget(self.tabs, 1)
        self.setFocusProxy(self.tabs.tabBar())

    def tab(self, entry: TabEntry[Any]) -> QWidget:
        """A tab, which is loaded and built if nobody was there yet."""
        if entry not in self._built:
            made = getattr(import_module(f"peerdesk.ui.settings.{entry.module}"), entry.class_name)
            tab = self._built[entry] = made(self._context, self._messages, *([self._runner] if entry.works else []))
            self.tabs.replace(TABS.index(entry), tab)
            if self._found is not None:
                entry.show(tab, self._found)
        return self._built[entry]

    def open(self, place: SettingsPlace) -> None:
        """Bring a tab to the front, what somebody came for in sight."""
        match place:
            case BackupsPlace():
                self.tabs.setCurrentIndex(TABS.index(SettingsPage.backups_tab))
                self.backups_tab.begin()
            case BinPlace():
                self.tabs.setCurrentIndex(TABS.index(SettingsPage.bin_tab))
                self.bin_tab.search.setFocus()
            case TrailPlace(member_id):
                self.tabs.setCurrentIndex(TABS.index(SettingsPage.log_tab))
                self.log_tab.open_member(member_id)
            case HelpLinesPlace():
                self.tabs.setCurrentIndex(TABS.index(SettingsPage.thresholds_tab))
                self.thresholds_tab.show_help_lines()

    def refresh(self) -> None:
        self._found = found = settings.screen(self._context.storage, self._context.actor)
        for entry, tab in self._built.items():
            entry.show(tab, found)
        self._on_tab(self.tabs.currentIndex())

    @Slot(int)
    def _on_tab(self, place: int) -> None:
        self.tab(TABS[place])


TABS = [entry for entry in vars(SettingsPage).values() if isinstance(entry, TabEntry)]
"""The table of tabs."""
