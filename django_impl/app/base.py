"""What the models share: what text may be, and how a row is changed."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

# `\Z`, as Python's `$` lets a final line feed through.
validate_line = RegexValidator(r"^[^\x00-\x1F\x7F-\x9F]*\Z", code="pattern")
validate_not_blank = RegexValidator(r"\S", code="pattern")


def validate_text(value: str) -> None:
    """No control characters but tab and line ends."""
    if re.search(r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]", value):
        raise ValidationError("Control characters are not allowed.", code="pattern")


class EditableModel(models.Model):
    """A row that knows when it was made and when it was last changed."""

    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def save(self, **options: Any) -> None:
        if self._state.adding:
            self.updated_at = self.created_at
        super().save(**options)

    def edit(self, changes: Mapping[str, object]) -> bool:
        """Store what differs and return whether anything did."""
        if changed := self.assign(changes):
            self.save(update_fields=[*changed, "updated_at"])
        return bool(changed)

    def assign(self, changes: Mapping[str, object]) -> list[str]:
        """Set the fields that differ, save nothing yet, and return their names."""
        changed = [name for name, new in changes.items() if getattr(self, name) != new]
        for name in changed:
            setattr(self, name, changes[name])
        if changed:
            self.updated_at = timezone.now()
        return changed
