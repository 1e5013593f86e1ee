"""The centre's own scales, and every measurement with its answers."""

from peewee import BooleanField, CompositeKey, DateField, ForeignKeyField, IntegerField, TextField

from peerdesk.db.tables.base import CodeField, FileTable, NumberedTable, TypedField
from peerdesk.db.tables.centre import Staff
from peerdesk.db.tables.closed import ClosedNumber, ClosedTable
from peerdesk.db.tables.member import Member
from peerdesk.domain.measures.scales import Rhythm


class ScaleRow(NumberedTable):
    """A scale of the centre's own. Those that come with PeerDesk are in ``domain/measures/scales.py``."""

    name = TypedField(unique=True)
    rhythm = CodeField(Rhythm)
    counsellors_only = BooleanField()
    summed = BooleanField()
    source = TypedField()
    retired_on = DateField(null=True)

    class Meta:
        table_name = "scale"


class ScaleItem(FileTable):
    """One question of a scale of the centre's own."""

    scale = ForeignKeyField(ScaleRow, index=False)
    scale_id: int
    place = IntegerField()
    text = TypedField()
    lowest = IntegerField()
    highest = IntegerField()

    class Meta:
        primary_key = CompositeKey("scale", "place")
        without_rowid = True


class Measurement(NumberedTable):
    """One member, one scale, one day. ``scale`` is a built-in code or ``own-7``.

    ``concern`` is whether the answers call for a talk (:func:`peerdesk.domain.measures.scales.concern`).
    """

    member = ForeignKeyField(Member, index=False)
    member_id: int
    scale = TextField()
    day = DateField()
    staff = ForeignKeyField(Staff)
    staff_id: int
    concern = BooleanField()

    class Meta:
        indexes = ((("member", "scale", "day"), True),)


Measurement.add_index(Measurement.index(Measurement.day, where=Measurement.concern, name="measurement_concern"))


class MeasurementAnswer(ClosedTable):
    """The answer to one question; a question left out has no row."""

    measurement = ForeignKeyField(Measurement, index=False)
    measurement_id: int
    place = IntegerField()
    value = ClosedNumber()

    class Meta:
        primary_key = CompositeKey("measurement", "place")
        without_rowid = True
