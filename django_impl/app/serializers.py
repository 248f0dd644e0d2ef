"""Strict serializers: no coercion, no trimming, no unknown members."""

import copy
from datetime import datetime
from functools import cache
from typing import Any, ClassVar

from django.core.validators import EmailValidator
from django.db import models
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.validators import UniqueValidator


class StrictCharField(serializers.CharField):
    """A string; DRF itself turns numbers into strings and trims white space."""

    default_error_messages: ClassVar = {"type": "Not a string."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(trim_whitespace=False, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("type")
        return data


@extend_schema_field({"type": "string", "format": "email", "maxLength": 254})
class StrictEmailField(StrictCharField):
    """An address, stored, shown and compared in lower case."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validators=[EmailValidator(code="format")], **kwargs)

    def to_internal_value(self, data: Any) -> str:
        return super().to_internal_value(data).lower()


def rfc3339(time: datetime) -> str:
    """UTC, as Django reads all times, with six fraction digits and `Z`."""
    return time.isoformat(timespec="microseconds").replace("+00:00", "Z")


class StrictSerializer(serializers.Serializer[Any]):
    """Rejects unknown members, and finds them together with all other errors."""

    def to_internal_value(self, data: Any) -> Any:
        members = data if isinstance(data, dict) else {}
        taken = {name for name, field in self.fields.items() if not field.read_only}
        errors: dict[str, Any] = {
            name: [ErrorDetail("There is no member of this name.", "additionalProperties")]
            for name in members
            if name not in taken
        }
        try:
            values = super().to_internal_value(data)
        except ValidationError as error:
            detail: Any = error.detail
            raise ValidationError({**detail, **errors}) from None
        if errors:
            raise ValidationError(errors)
        return values


class StrictModelSerializer(StrictSerializer, serializers.ModelSerializer[Any]):
    """The same for a model, whose fields hold the rules."""

    serializer_field_mapping: ClassVar = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.CharField: StrictCharField,
        models.TextField: StrictCharField,
        models.EmailField: StrictEmailField,
    }

    def get_fields(self) -> dict[str, Any]:
        """Copies of the fields, as DRF itself inspects the model for each serializer.

        Shallow ones: a serializer sets attributes of its fields, but changes nothing in them.
        """
        return {name: copy.copy(field) for name, field in model_fields(type(self)).items()}

    def build_standard_field(self, field_name: str, model_field: Any) -> Any:
        """Leave it to the database what is taken (409), however many ask at once."""
        field_class, options = super().build_standard_field(field_name, model_field)
        validators = options.pop("validators", [])
        kept = [each for each in validators if not isinstance(each, UniqueValidator)]
        return field_class, {**options, "validators": kept} if kept else options

    def get_validators(self) -> list[Any]:
        """None of DRF's own, which ask the database whether values are taken together."""
        return []


@cache
def model_fields(serializer_class: type[StrictModelSerializer]) -> dict[str, Any]:
    """What DRF finds out about the model, once per class."""
    return serializers.ModelSerializer.get_fields(serializer_class())
