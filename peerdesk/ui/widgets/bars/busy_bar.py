"""Something is under way, and nobody knows how long."""

from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.bars.step_bar import StepBar


def busy_bar() -> StepBar:
    """Something is under way; nobody knows how long."""
    bar = StepBar("busy", _("Please wait"))
    bar.show_under_way()
    bar.hide()
    return bar
