"""Settings: one tab for each thing that is set once and then left alone."""

from PySide6.QtWidgets import QVBoxLayout

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.changes import Changed
from peerdesk.i18n import gettext as _
from peerdesk.services import settings
from peerdesk.ui.messages import Messages
from peerdesk.ui.page import Page
from peerdesk.ui.settings.centre import CentreTab
from peerdesk.ui.settings.holidays import HolidaysTab
from peerdesk.ui.settings.milestones import MilestonesTab
from peerdesk.ui.settings.password_recovery import PasswordRecoveryTab
from peerdesk.ui.settings.plans import PlansTab
from peerdesk.ui.settings.scales import ScalesTab
from peerdesk.ui.settings.staff import StaffTab
from peerdesk.ui.settings.this_pc import AboutTab, ThisPcTab
from peerdesk.ui.settings.thresholds import ThresholdsTab
from peerdesk.ui.widgets.inputs.calm import CalmTabs
from peerdesk.ui.widgets.parts import label


class SettingsPage(Page):
    """One tab for each; that of the password recovery sheet is for who manages the staff."""

    watches = (
        Changed.CENTRE | Changed.STAFF | Changed.HOLIDAYS | Changed.THRESHOLDS | Changed.MEASURES | Changed.GROUP_LIFE
    )

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages)
        self._build()

    def _build(self) -> None:
        context, messages = self._context, self._messages
        self.centre_tab = CentreTab(context, messages)
        self.staff_tab = StaffTab(context, messages)
        self.holidays_tab = HolidaysTab(context, messages)
        self.thresholds_tab = ThresholdsTab(context, messages)
        self.milestones_tab = MilestonesTab(context, messages)
        self.scales_tab = ScalesTab(context, messages)
        self.plans_tab = PlansTab(context, messages)
        self.recovery_tab = PasswordRecoveryTab(context, messages)
        self.this_pc_tab = ThisPcTab(context, messages)
        self.about_tab = AboutTab()
        self.tabs = CalmTabs("settings", _("Settings"))
        self.tabs.addTab(self.centre_tab, _("Centre"))
        self.tabs.addTab(self.staff_tab, _("Staff"))
        self.tabs.addTab(self.holidays_tab, _("Holidays"))
        self.tabs.addTab(self.thresholds_tab, _("Programme"))
        self.tabs.addTab(self.milestones_tab, _("Milestones"))
        self.tabs.addTab(self.scales_tab, _("Scales"))
        self.tabs.addTab(self.plans_tab, _("Session plans"))
        self.tabs.addTab(self.this_pc_tab, _("This PC"))
        self.tabs.addTab(self.recovery_tab, _("Password recovery sheet"))
        self.tabs.addTab(self.about_tab, _("About"))
        self.tabs.setTabVisible(self.tabs.indexOf(self.recovery_tab), context.actor.may(Permission.MANAGE_STAFF))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(20, 14, 20, 14)
        lines.setSpacing(8)
        lines.addWidget(label(_("Settings"), "title"))
        lines.addWidget(self.tabs, 1)
        self.setFocusProxy(self.tabs.tabBar())

    def refresh(self) -> None:
        found = settings.screen(self._context.storage, self._context.actor)
        self.centre_tab.show_details(found.centre)
        self.staff_tab.show_rows(found.staff)
        self.holidays_tab.show_rows(found.holidays)
        self.thresholds_tab.show_thresholds(found.thresholds, found.schedule)
        self.milestones_tab.show_rows(found.milestones)
        self.scales_tab.show_rows(found.scales)
        self.plans_tab.show_rows(found.plans)
        self.this_pc_tab.refresh()
