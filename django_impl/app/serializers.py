"""Closed shapes: a member that they do not name is an error."""

from itertools import islice
from typing import Any

from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.serializers import Serializer

from app.problems import MAX_ERRORS


class StrictSerializer(Serializer[Any]):
    """An object, all errors of which are found at once."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        names = data if isinstance(data, dict) else ()
        unknown = islice((name for name in names if name not in self.fields), MAX_ERRORS)
        errors = dict.fromkeys(unknown, ErrorDetail("Unknown.", code="additionalProperties"))
        try:
            values: dict[str, Any] = super().to_internal_value(data)
        except ValidationError as exc:
            details: Any = exc.detail
            raise ValidationError({**details, **errors}) from None
        if errors:
            raise ValidationError(errors)
        return values
