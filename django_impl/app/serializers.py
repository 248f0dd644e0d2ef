"""Closed shapes: a member that they do not take is an error."""

from itertools import islice
from typing import Any

from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.serializers import Serializer

from app.problems import MAX_ERRORS


class StrictSerializer(Serializer[Any]):
    """An object, all errors of which are found at once; what is only answered is not taken."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        names = data if isinstance(data, dict) else ()
        taken = {name for name, field in self.fields.items() if not field.read_only}
        unknown = islice((name for name in names if name not in taken), MAX_ERRORS)
        errors = {name: [ErrorDetail("Unknown.", "additionalProperties")] for name in unknown}
        try:
            values: dict[str, Any] = super().to_internal_value(data)
        except ValidationError as exc:
            details: Any = exc.detail
            raise ValidationError({**details, **errors}) from None
        if errors:
            raise ValidationError(errors)
        return values
