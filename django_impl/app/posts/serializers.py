"""Serializers of posts."""

from typing import Any

from rest_framework import serializers

from app.posts.models import Post
from app.serializers import StrictModelSerializer
from app.users.models import User


class AuthorSerializer(serializers.ModelSerializer[User]):
    class Meta:
        model = User
        fields = ("id", "username")


class PostSerializer(StrictModelSerializer):
    author = AuthorSerializer(read_only=True)

    class Meta:
        model = Post
        fields = (
            *("id", "title", "body", "status", "author"),
            *("created_at", "updated_at", "published_at"),
        )

    def create(self, validated_data: dict[str, Any]) -> Post:
        post = Post(**validated_data)
        post.write()
        return post

    def update(self, instance: Post, validated_data: dict[str, Any]) -> Post:
        instance.edit(validated_data)
        return instance
