"""Scales and what was answered, as they stand in the file."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from peewee import JOIN, Expression, Value

from peerdesk.db.models import Measurement, MeasurementAnswer, ScaleItem, ScaleRow, Staff
from peerdesk.db.queries import pairs, tuples
from peerdesk.db.tables.closed import LeftOpen
from peerdesk.domain.measures.results import Measured, ScaleTrend
from peerdesk.domain.measures.scales import BUILT_IN, OWN, Item, Scale, is_due
from peerdesk.errors import NotFound


def of_member(member_id: int, today: date, *, counsellor: bool) -> list[ScaleTrend]:
    """Every scale a member answered, built-in ones first; one query, another for the centre's own, inside a reading.

    ``counsellor`` says whether the reader may see counsellors' scales (``Permission.SEE_COUNSELLORS_MEASURES``);
    otherwise nothing tells that they were answered.
    """
    whose = Measurement.member == member_id
    measured = measured_where(whose if counsellor else whose & ~_is_counsellors())
    every: Mapping[str, Scale] = every_scale() if measured.keys() - BUILT_IN.keys() else BUILT_IN
    found = [scale for scale in every.values() if scale.code in measured]
    return [
        ScaleTrend(
            scale,
            measured[scale.code],
            scale.retired_on is None and is_due(scale.rhythm, measured[scale.code][-1].day, today),
        )
        for scale in found
    ]


def _is_counsellors() -> Expression:
    """Condition on sheets: they are of a scale that office staff do not see."""
    built_in = [scale.code for scale in BUILT_IN.values() if scale.counsellors_only]
    own = ScaleRow.select(Value(OWN).concat(ScaleRow.id)).where(ScaleRow.counsellors_only)
    return (Measurement.scale << built_in) | (Measurement.scale << own)


def of_scale(member_id: int, scale_code: str) -> Expression:
    """Condition on one member's sheets of one scale."""
    return (Measurement.member == member_id) & (Measurement.scale == scale_code)


def answers_of(measurement_id: int) -> dict[int, int]:
    """The answers of one sheet by their places."""
    rows = MeasurementAnswer.select(MeasurementAnswer.place, MeasurementAnswer.value)
    return pairs(rows.where(MeasurementAnswer.measurement == measurement_id))


def kept_answer(scale: Scale, value: int) -> object:
    """An answer for its column: closed where office staff do not read it."""
    return value if scale.counsellors_only else LeftOpen(value)


def measured_where(where: Expression) -> dict[str, list[Measured]]:
    """Sheets with their answers by scale, oldest first; one query."""
    rows = (
        Measurement.select(
            Measurement.id,
            Measurement.scale,
            Measurement.day,
            Staff.name,
            MeasurementAnswer.place,
            MeasurementAnswer.value,
        )
        .join(Staff)
        .switch(Measurement)
        .join(MeasurementAnswer)
        .where(where)
        .order_by(Measurement.day, Measurement.id)
    )
    sheets: dict[int, tuple[str, date, str]] = {}
    answers: dict[int, dict[int, int]] = defaultdict(dict)
    for row_id, scale, day, by, place, value in tuples(rows):
        sheets[row_id] = scale, day, by
        answers[row_id][place] = value
    found: dict[str, list[Measured]] = defaultdict(list)
    for row_id, (scale, day, by) in sheets.items():
        found[scale].append(Measured(row_id, day, answers[row_id], by))
    return found


def every_scale() -> dict[str, Scale]:
    """All scales by their code, built-in ones first; one query, inside a unit of work or a reading."""
    items: dict[int, list[Item]] = defaultdict(list)
    scales: dict[int, ScaleRow] = {}
    rows = ScaleRow.select(ScaleRow, ScaleItem).join(ScaleItem, JOIN.LEFT_OUTER, attr="item")
    for row in rows.order_by(ScaleRow.name, ScaleRow.id, ScaleItem.place):
        scales[row.id] = row
        if item := getattr(row, "item", None):
            items[row.id].append(Item(item.place, item.text, item.lowest, item.highest))
    own = (_scale(row, items[row.id]) for row in scales.values())
    return {**BUILT_IN, **{scale.code: scale for scale in own}}


def scale_of(code: str) -> Scale:
    """One scale; inside a unit of work or a reading.

    Raises:
        NotFound: if there is none with this code.
    """
    found = BUILT_IN.get(code) or every_scale().get(code)
    if found is None:
        raise NotFound("unknown-scale", scale=code)
    return found


def _scale(row: ScaleRow, items: Sequence[Item]) -> Scale:
    return Scale(
        code=f"{OWN}{row.id}",
        name=row.name,
        items=tuple(items),
        rhythm=row.rhythm,
        summed=row.summed,
        counsellors_only=row.counsellors_only,
        source=row.source,
        built_in=False,
        retired_on=row.retired_on,
    )
