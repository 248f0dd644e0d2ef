"""The posts table."""

from collections.abc import Mapping
from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone

from app import validators
from app.users.models import User


class PostQuerySet(models.QuerySet["Post"]):
    """Queries about posts."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Published posts, and the user's own drafts."""
        published = models.Q(status=Post.Status.PUBLISHED)
        return self.filter(published | models.Q(author=user.pk) if user.pk else published)


class Post(models.Model):
    """What a user writes; `version` counts its states, for the entity-tag."""

    class Status(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"

    author = models.ForeignKey(User, models.CASCADE, related_name="posts", db_index=False)
    title = models.CharField(max_length=200, validators=[validators.line, validators.not_blank])
    body = models.TextField(max_length=50_000, validators=[validators.text, validators.not_blank])
    status = models.CharField(max_length=9, choices=Status, default=Status.PUBLISHED)
    published_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        db_table = "posts"
        indexes = (
            models.Index(fields=["status", "id"], name="posts_status_id_idx"),
            models.Index(fields=["author", "status", "id"], name="posts_author_id_status_id_idx"),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, **kwargs: Any) -> None:
        """Store the post; a new one has one time for all that happens to it."""
        if self._state.adding:
            self.updated_at = self.created_at
            self.published_at = self.created_at if self.status == Post.Status.PUBLISHED else None
        super().save(**kwargs)

    def edit(self, changes: Mapping[str, object]) -> bool:
        """Store what differs and tell whether anything did: only then is there a new version."""
        changed = {name: new for name, new in changes.items() if getattr(self, name) != new}
        for name, new in changed.items():
            setattr(self, name, new)
        if changed:
            self.version += 1
            self.updated_at = timezone.now()
            if "status" in changed:
                is_published = self.status == Post.Status.PUBLISHED
                self.published_at = self.updated_at if is_published else None
            self.save()
        return bool(changed)
