"""Serializers for posts."""

from typing import Any

from app.posts.models import Post
from app.serializers import StrictModelSerializer
from app.users.models import User


class AuthorSerializer(StrictModelSerializer):
    """Who wrote a post."""

    class Meta:
        model = User
        fields = ("id", "username")
        read_only_fields = fields


class PostSerializer(StrictModelSerializer):
    """A post, as its author writes it and its readers see it."""

    author = AuthorSerializer(read_only=True)

    class Meta:
        model = Post
        fields = (
            *("id", "title", "body", "status", "author"),
            *("created_at", "updated_at", "published_at"),
        )
        read_only_fields = ("created_at", "updated_at", "published_at")

    def update(self, instance: Post, validated_data: dict[str, Any]) -> Post:
        instance.edit(validated_data)
        return instance
