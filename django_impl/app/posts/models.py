"""The posts table."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from app.base import EditableModel, validate_line, validate_not_blank, validate_text
from app.users.models import User


class Post(EditableModel):
    """A post, which everyone can read once it is published; `version` makes its entity-tag."""

    class Status(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"

    author = models.ForeignKey(User, models.CASCADE, related_name="posts", db_index=False)
    title = models.CharField(max_length=200, validators=[validate_line, validate_not_blank])
    body = models.TextField(max_length=50_000, validators=[validate_text, validate_not_blank])
    status = models.CharField(max_length=9, choices=Status, default=Status.PUBLISHED)
    published_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        db_table = "posts"
        indexes = (
            models.Index(fields=["status", "id"], name="posts_status_id_idx"),
            models.Index(fields=["author", "status", "id"], name="posts_author_id_status_id_idx"),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, **kwargs: Any) -> None:
        if self._state.adding and self.status == Post.Status.PUBLISHED:
            self.published_at = self.created_at
        super().save(**kwargs)

    def edit(self, changes: Mapping[str, object]) -> bool:
        """Store what differs and return whether anything did: only then is there a new version."""
        changed = self.assign(changes)
        if "status" in changed:
            is_published = self.status == Post.Status.PUBLISHED
            self.published_at = self.updated_at if is_published else None
        if changed:
            self.version += 1
            self.save(update_fields=[*changed, "updated_at", "published_at", "version"])
        return bool(changed)
