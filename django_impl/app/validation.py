"""The framework's errors of wrong values, as the codes of the answer."""

from collections.abc import Iterator
from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.settings import api_settings

# Where Django or its framework has another word; the fields' own words are codes.
WORDS = {
    "null": "type",
    "invalid": "type",
    "min_length": "minLength",
    "max_length": "maxLength",
    "min_value": "minimum",
    "max_value": "maximum",
}


def first_errors(exc: ValidationError) -> Iterator[tuple[str, ...]]:
    """The code of each field's first error, and the field's name unless it is the whole."""
    details: Any = exc.get_full_details()
    for name, (first, *_) in details.items():
        code = WORDS.get(first["code"], first["code"])
        # A member of this name can only be an unknown one.
        is_whole = name == api_settings.NON_FIELD_ERRORS_KEY and code == "type"
        yield (code,) if is_whole else (code, name)
