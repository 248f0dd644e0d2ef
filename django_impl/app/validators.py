"""What text may be."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

# `\Z`, as Python's `$` lets a final line feed through.
username = RegexValidator(r"^[a-z0-9_]+\Z", code="pattern")
line = RegexValidator(r"^[^\x00-\x1F\x7F-\x9F]*\Z", code="pattern")
not_blank = RegexValidator(r"\S", code="pattern")


def text(value: str) -> None:
    """No control characters but tab and line ends."""
    if re.search(r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]", value):
        raise ValidationError("Control characters are not allowed.", code="pattern")
