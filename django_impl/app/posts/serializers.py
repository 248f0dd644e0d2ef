"""The shapes of posts, as they are sent and as they are answered."""

from typing import Any

from app import fields
from app.posts.models import Post
from app.serializers import StrictSerializer


class AuthorSerializer(StrictSerializer):
    id = fields.IdField(read_only=True)
    username = fields.StringField(read_only=True)


class PostSerializer(StrictSerializer):
    """A post, as its author writes it and its readers see it."""

    id = fields.IdField(read_only=True)
    title = fields.Title()
    body = fields.Body()
    status = fields.ChoiceField(Post.Status.values, default=Post.Status.PUBLISHED)
    author = AuthorSerializer(read_only=True)
    created_at = fields.TimeField(read_only=True)
    updated_at = fields.TimeField(read_only=True)
    published_at = fields.TimeField(read_only=True, allow_null=True)

    def create(self, validated_data: dict[str, Any]) -> Post:
        post = Post(**validated_data)
        post.write()
        return post

    def update(self, instance: Post, validated_data: dict[str, Any]) -> Post:
        instance.edit(validated_data)
        return instance
