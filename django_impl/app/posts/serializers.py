"""The shapes of posts."""

from typing import Any

from rest_framework import serializers

from app.fields import BODY, TITLE, ChoiceField, IdField, StringField, TimeField
from app.posts.models import Post
from app.serializers import StrictSerializer
from app.users.models import User


class AuthorSerializer(serializers.Serializer[User]):
    id = IdField()
    username = serializers.CharField()


class PostSerializer(serializers.Serializer[Post]):
    """A post as its readers see it."""

    id = IdField()
    title = serializers.CharField()
    body = serializers.CharField()
    status = ChoiceField(Post.Status.values)
    author = AuthorSerializer()
    created_at = TimeField()
    updated_at = TimeField()
    published_at = TimeField(allow_null=True)


class PostUpdateSerializer(StrictSerializer):
    title = StringField(TITLE, min_length=1, max_length=200, required=False)
    body = StringField(BODY, min_length=1, max_length=50_000, required=False)
    status = ChoiceField(Post.Status.values, required=False)

    def update(self, instance: Post, validated_data: dict[str, Any]) -> Post:
        instance.edit(validated_data)
        return instance

    def to_representation(self, instance: Post) -> dict[str, Any]:
        return PostSerializer(instance).data


class PostCreationSerializer(StrictSerializer):
    title = StringField(TITLE, min_length=1, max_length=200)
    body = StringField(BODY, min_length=1, max_length=50_000)
    status = ChoiceField(Post.Status.values, default=Post.Status.PUBLISHED)

    def create(self, validated_data: dict[str, Any]) -> Post:
        post = Post(**validated_data)
        post.write()
        return post

    def to_representation(self, instance: Post) -> dict[str, Any]:
        return PostSerializer(instance).data
