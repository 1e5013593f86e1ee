"""The fields of a group, for a new one and for changing one."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout

from peerdesk.context import AppContext
from peerdesk.domain.care.thresholds import Thresholds
from peerdesk.domain.centre import StaffRow
from peerdesk.domain.groups.groups import MOST_ABSENCES, Audience, Channel, Entry, GroupDetails, GroupType, LedBy
from peerdesk.domain.screens.groups import GroupPage
from peerdesk.errors import InvalidInput
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services import staff
from peerdesk.services.care import thresholds
from peerdesk.services.groups import groups
from peerdesk.ui.draft_form import DraftFields, DraftForm
from peerdesk.ui.groups.times import TimesEdit
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.forms.far_day import FarDayReason
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.form import Form
from peerdesk.ui.widgets.inputs.calm import CalmSpin
from peerdesk.ui.widgets.inputs.choice import Choice, OneOf, Option
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.tables.check_list import CheckList

_MOST = 200


def absences_options() -> list[Option[int]]:
    """``1 absence``, ``2 absences running`` and so on."""
    return [
        (count, ngettext("{count} absence", "{count} absences running", count).format(count=count))
        for count in range(1, MOST_ABSENCES + 1)
    ]


class GroupFields(DraftFields):
    """Everything a group is, in the order in which somebody would tell it."""

    def __init__(self, numbers: Thresholds) -> None:
        super().__init__()
        self._thresholds = numbers
        self._build()
        self.form = Form(self._lay_out(), self)

    def _build(self) -> None:
        self.name = QLineEdit()
        self.name.setMaxLength(120)
        self.type: Choice[GroupType] = Choice(GroupType)
        self.led_by: Choice[LedBy] = Choice(LedBy, empty=False)
        self.entry: Choice[Entry] = Choice(Entry, empty=False)
        self.channel: Choice[Channel] = Choice(Channel, empty=False)
        self.audience: Choice[Audience] = Choice(Audience, empty=False)
        self.capacity_min, self.capacity_max = CalmSpin(), CalmSpin()
        for size in (self.capacity_min, self.capacity_max):
            size.setRange(1, _MOST)
        self.place = QLineEdit()
        self.place.setMaxLength(120)
        self.started_on = DayEdit()
        # Translators: so many absences running mean that contact is needed, unless the group has its own number.
        usual = _("As usual: {daily} in daily groups, {weekly} in others").format(
            daily=self._thresholds.absences_daily, weekly=self._thresholds.absences_weekly
        )
        self.far = FarDayReason()
        self.absences: OneOf[int] = OneOf(nothing=usual)
        self.absences.set_options(absences_options())
        self.times = TimesEdit()
        self.responsible: OneOf[int] = OneOf(nothing=_("Nobody yet"))
        self.others: CheckList[int] = CheckList(rows=3)

    def _lay_out(self) -> Sequence[Field]:
        """Put the fields into a grid; each stands at (line, column, columns)."""
        daily = _("Daily groups meet on four or more days a week.")
        placed = (
            (Field(_("Name"), self.name, "name", required=True), 0, 0, 2),
            (Field(_("Type"), self.type, "type", required=True), 1, 0, 1),
            (Field(_("Led by"), self.led_by, "led_by"), 1, 1, 1),
            (Field(_("Newcomers"), self.entry, "entry", hint=_("Open: somebody may join at any time.")), 2, 0, 1),
            (Field(_("Meets"), self.channel, "channel"), 2, 1, 1),
            (Field(_("For"), self.audience, "audience"), 3, 0, 2),
            (Field(_("Place"), self.place, "place"), 4, 0, 2),
            (Field(_("Least members"), self.capacity_min, "capacity_min"), 5, 0, 1),
            (Field(_("Most members"), self.capacity_max, "capacity_max"), 5, 1, 1),
            (Field(_("Started on"), self.started_on, "started_on", required=True), 6, 0, 1),
            (Field(_("Counsellor responsible"), self.responsible, "responsible"), 6, 1, 1),
            (self.far, 7, 0, 2),
            (Field(_("Weekly times"), self.times, "times"), 8, 0, 2),
            (Field(_("Contact needed after"), self.absences, "absences_for_contact", hint=daily), 9, 0, 2),
            (Field(_("Other facilitators"), self.others, "others"), 10, 0, 2),
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 8, 0)
        grid = QGridLayout()
        grid.setSpacing(10)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for field, line, place, columns in placed:
            grid.addWidget(field, line, place, 1, columns)
        lines.addLayout(grid)
        lines.addStretch(1)
        return [field for field, *_place in placed]

    def offer_staff(self, staff: Sequence[StaffRow], kept: Sequence[int]) -> None:
        """Offer who works here, and who is a facilitator already."""
        options = [(person.id, person.name) for person in staff if person.active or person.id in kept]
        self.responsible.set_options(options)
        self.others.set_options(options)

    def fill(self, details: GroupDetails) -> None:
        self.name.setText(details.name)
        self.type.choose(details.type)
        self.led_by.choose(details.led_by)
        self.entry.choose(details.entry)
        self.channel.choose(details.channel)
        self.audience.choose(details.audience)
        self.capacity_min.setValue(details.capacity_min)
        self.capacity_max.setValue(details.capacity_max)
        self.place.setText(details.place)
        self.started_on.set_day(details.started_on)
        self.times.set_times(details.times)
        self.absences.choose(details.absences_for_contact)
        self.responsible.choose(details.facilitators[0] if details.facilitators else None)
        self.others.tick(details.facilitators[1:])

    def details(self) -> GroupDetails:
        """What was typed.

        Raises:
            InvalidInput: with everything that is wrong by itself; names taken are the service's to find.
        """
        unreadable = self.times.problems("times") + self.started_on.problems("started_on")
        typed = GroupDetails(
            name=self.name.text().strip(),
            type=self.type.code(),
            led_by=self.led_by.code() or LedBy.COUNSELLOR,
            entry=self.entry.code() or Entry.OPEN,
            channel=self.channel.code() or Channel.ROOM,
            audience=self.audience.code() or Audience.EVERYBODY,
            capacity_min=self.capacity_min.value(),
            capacity_max=self.capacity_max.value(),
            place=self.place.text().strip(),
            started_on=self.started_on.day(),
            times=self.times.times(),
            facilitators=self._facilitators(),
            absences_for_contact=self.absences.chosen(),
        )
        said = {problem.field for problem in unreadable}
        if problems := unreadable + [found for found in typed.problems() if found.field not in said]:
            raise InvalidInput(problems)
        return typed

    def snapshot(self) -> tuple[object, ...]:
        texts = (self.name.text(), self.place.text(), self.started_on.text(), self.far.line.text())
        chosen = tuple(c.currentIndex() for c in (self.type, self.led_by, self.entry, self.channel, self.audience))
        sizes = (self.capacity_min.value(), self.capacity_max.value())
        return texts, chosen, sizes, self.absences.chosen(), self.times.snapshot(), self._facilitators()

    def _facilitators(self) -> tuple[int, ...]:
        first = self.responsible.chosen()
        others = tuple(staff_id for staff_id in self.others.ticked() if staff_id != first)
        return others if first is None else (first, *others)


class GroupForm(DraftForm):
    """One group being typed in."""

    def __init__(self, context: AppContext, messages: Messages, group: GroupPage | None = None) -> None:
        super().__init__(context, messages)
        self.group = group
        self.times_from: date | None = None  # new weekly times hold from then, once they are kept
        self.fields = GroupFields(thresholds.numbers(context.storage, context.actor))
        title = _("Edit {name}").format(name=group.details.name) if group else _("New group")
        self.lay_out(self.fields, "group", title=title, save_text=_("Save changes") if group else _("Make group"))
        self._fill()
        self.set_untouched()

    def _fill(self) -> None:
        group, context = self.group, self._context
        leads = group.details.facilitators if group else (context.actor.staff_id,)
        with self._messages.reporting():
            self.fields.offer_staff(staff.everybody(context.storage, context.actor), leads)
        new = GroupDetails(started_on=context.today(), facilitators=leads)
        self.fields.fill(group.details if group else new)

    def draft_name(self) -> str:
        return self.group.details.name if self.group else self.fields.name.text().strip() or _("New group")

    def begin(self) -> None:
        """Put the cursor into the first field."""
        self.fields.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> int:
        context, details, why = self._context, self.fields.details(), self.fields.far.reason()
        if self.group is None:
            return groups.create(context.storage, context.actor, details, today=context.today(), confirmed=why)
        today, group_id = context.today(), self.group.id
        self.times_from = groups.change(context.storage, context.actor, group_id, details, today=today, confirmed=why)
        return group_id
