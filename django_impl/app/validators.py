"""Rules for text that models and serializers share."""

from django.core.validators import RegexValidator

# `\Z`, as Python's `$` also matches before a final line feed.
username = RegexValidator(r"^[a-z0-9_]+\Z", code="pattern")
# No control characters: none at all in a line, only tabs and line ends in a text.
line = RegexValidator(r"^[^\x00-\x1F\x7F-\x9F]*\Z", code="pattern")
text = RegexValidator(r"^[^\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]*\Z", code="pattern")
not_blank = RegexValidator(r"\S", code="pattern")
