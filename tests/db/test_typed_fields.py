"""Whatever people type goes through a field that masks Aadhaar numbers; what does not is named here."""

from peewee import TextField

from peerdesk.db.models import MODELS
from peerdesk.db.tables.base import CodeField, TypedField

NOT_TYPED = {
    "AuditEntry.action",
    "Centre.code",
    "Centre.language",
    "Centre.registration_number",
    "Consent.language",
    "EndedRow.code",
    "ErasureRow.stays",
    "FormerPart.name",
    "KeyEntryRow.at",
    "KeyFileRow.vault",
    "Measurement.scale",
    "MemberPhone.number",
    "Place.phone",
    "PlanRow.key",
    "RecordStateRow.line",
    "SealPart.said",
    "SessionPlan.plan_key",
    "Staff.user_name",
}
"""Codes, keys and phone numbers."""


def test_every_text_that_is_typed_is_a_typed_field():
    found = {
        f"{model.__name__}.{field.name}"
        for model in MODELS
        for field in model._meta.sorted_fields
        if isinstance(field, TextField) and not isinstance(field, TypedField | CodeField)
    }
    assert found ^ NOT_TYPED == set()
