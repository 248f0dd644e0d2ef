"""Serializers for users and tokens."""

from typing import Any, ClassVar

from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from rest_framework import serializers

from app.auth import SCHEME, issue_token
from app.base import validate_line
from app.problems import InvalidCredentials, WrongPassword
from app.serializers import StrictCharField, StrictModelSerializer, StrictSerializer, rfc3339
from app.users.models import User

PASSWORD: dict[str, Any] = {
    "write_only": True,
    "min_length": 12,
    "max_length": 128,
    "validators": [validate_line],
}


class UserSerializer(StrictModelSerializer):
    """What everyone may see of a user."""

    class Meta:
        model = User
        fields = ("id", "username", "bio", "created_at")
        read_only_fields = fields


class UserCreateSerializer(StrictModelSerializer):
    """A new account, and what its owner sees of it."""

    class Meta:
        model = User
        fields: tuple[str, ...] = (
            *("id", "username", "email", "password", "bio"),
            *("created_at", "updated_at"),
        )
        read_only_fields: tuple[str, ...] = ("created_at", "updated_at")
        extra_kwargs: ClassVar = {"password": PASSWORD}

    def to_representation(self, instance: User) -> dict[str, Any]:
        """Written out: DRF would make a field for each member of each response.

        A new member goes here and into `fields`.
        """
        return {
            "id": instance.pk,
            "username": instance.username,
            "email": instance.email,
            "bio": instance.bio,
            "created_at": rfc3339(instance.created_at),
            "updated_at": rfc3339(instance.updated_at),
        }

    def create(self, validated_data: dict[str, Any]) -> User:
        return User.objects.create_user(**validated_data)


class MeSerializer(UserCreateSerializer):
    """The caller's own account; a new email or password needs the current password."""

    current_password = StrictCharField(write_only=True, max_length=128, validators=[validate_line])

    class Meta(UserCreateSerializer.Meta):
        fields = (*UserCreateSerializer.Meta.fields, "current_password")
        read_only_fields = ("username", "created_at", "updated_at")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Verify and hash here: it takes long, and the account is not locked yet."""
        user: Any = self.instance
        current = attrs.pop("current_password", "")
        if attrs.keys() & {"email", "password"}:
            if not user.check_password(current):
                raise WrongPassword
            attrs["verified"] = user.password
        # The current password, sent as the new one, changes nothing.
        new = attrs.pop("password", current)
        return {**attrs, "password": make_password(new)} if new != current else attrs

    def update(self, instance: User, validated_data: dict[str, Any]) -> User:
        if validated_data.pop("verified", instance.password) != instance.password:
            raise WrongPassword
        instance.edit(validated_data)
        if "password" in validated_data:
            instance.tokens.exclude(pk=self.context["request"].auth.pk).delete()
        return instance


class TokenSerializer(StrictSerializer):
    """Credentials, and the token that they give, shown this once."""

    username = StrictCharField(write_only=True, max_length=254, validators=[validate_line])
    password = StrictCharField(write_only=True, max_length=128, validators=[validate_line])
    token = serializers.CharField(read_only=True)
    token_type = serializers.ChoiceField([SCHEME], read_only=True)
    expires_at = serializers.DateTimeField(read_only=True)

    def create(self, validated_data: dict[str, Any]) -> dict[str, Any]:
        user = authenticate(self.context["request"], **validated_data)
        if user is None:
            raise InvalidCredentials
        with transaction.atomic():
            # Locked, so that no token outlives a password change.
            accounts = User.objects.select_for_update()
            if not accounts.filter(pk=user.pk, password=user.password).exists():
                raise InvalidCredentials
            user.tokens.filter(expires_at__lte=timezone.now()).delete()
            text, token = issue_token(user)
            token.save(force_insert=True)
        return {"token": text, "token_type": SCHEME, "expires_at": token.expires_at}
