"""Serializers that take JSON as it is: nothing is converted, trimmed or ignored."""

from typing import Any, ClassVar

from django.db import models
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.validators import UniqueValidator


class StrictCharField(serializers.CharField):
    """A string, and not the string of a number."""

    default_error_messages: ClassVar = {"type": "Not a string."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"trim_whitespace": False, **kwargs})

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("type")
        return super().to_internal_value(data)


class StrictEmailField(StrictCharField, serializers.EmailField):
    """An email address, in lower case."""

    def to_internal_value(self, data: Any) -> str:
        return super().to_internal_value(data).lower()


class StrictChoiceField(serializers.ChoiceField):
    """One of the strings."""

    default_error_messages: ClassVar = {"type": "Not a string."}

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("type")
        return super().to_internal_value(data)


class StrictSerializer(serializers.Serializer[Any]):
    """Rejects members that it does not know or only reads."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        known = {name for name, field in self.fields.items() if not field.read_only}
        names = data if isinstance(data, dict) else ()
        errors = {
            name: [ErrorDetail("Unknown.", "additionalProperties")]
            for name in names
            if name not in known
        }
        try:
            values: dict[str, Any] = super().to_internal_value(data)
        except ValidationError as exc:
            details: Any = exc.detail
            errors = {**details, **errors}
        if errors:
            raise ValidationError(errors)
        return values


class StrictModelSerializer(StrictSerializer, serializers.ModelSerializer[Any]):
    """Builds strict fields, with the validators of the model."""

    serializer_field_mapping: ClassVar = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.CharField: StrictCharField,
        models.EmailField: StrictEmailField,
        models.TextField: StrictCharField,
    }
    serializer_choice_field = StrictChoiceField

    def build_standard_field(self, field_name: str, model_field: Any) -> tuple[Any, dict[str, Any]]:
        field_class, kwargs = super().build_standard_field(field_name, model_field)
        # Left to the constraint: another request may insert the value after a check.
        if "validators" in kwargs:
            rules = kwargs["validators"]
            kwargs["validators"] = [v for v in rules if not isinstance(v, UniqueValidator)]
        return field_class, kwargs
