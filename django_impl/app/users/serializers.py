"""Serializers of users and tokens."""

from typing import Any

from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.db import transaction
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

from app import validators
from app.auth import issue_token
from app.problems import InvalidCredentials
from app.serializers import StrictCharField, StrictModelSerializer, StrictSerializer
from app.users.models import User


class PublicUserSerializer(serializers.ModelSerializer[User]):
    """What everyone may see of a user."""

    class Meta:
        model = User
        fields = ("id", "username", "bio", "created_at")


class RegistrationSerializer(StrictModelSerializer):
    password = StrictCharField(
        write_only=True, min_length=12, max_length=128, validators=[validators.line]
    )

    class Meta:
        model = User
        fields = ("id", "username", "email", "bio", "password", "created_at", "updated_at")

    def create(self, validated_data: dict[str, Any]) -> User:
        return User.objects.create_user(**validated_data)


class ProfileSerializer(RegistrationSerializer):
    """The caller's own account; a new email or password needs the current password."""

    current_password = StrictCharField(
        write_only=True, required=False, max_length=128, validators=[validators.line]
    )

    class Meta:
        model = User
        fields = (*RegistrationSerializer.Meta.fields, "current_password")
        read_only_fields = ("username",)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Hash here, before the account is locked."""
        user: Any = self.instance
        current = attrs.pop("current_password", None)
        if attrs.keys() & {"email", "password"}:
            if current is None or not user.check_password(current):
                raise wrong_password()
            attrs["verified"] = user.password
        # The password that holds already is no new one.
        if (password := attrs.pop("password", current)) != current:
            attrs["password"] = make_password(password)
        return attrs

    def update(self, instance: User, validated_data: dict[str, Any]) -> User:
        if validated_data.pop("verified", instance.password) != instance.password:
            raise wrong_password()
        instance.edit(validated_data)
        if "password" in validated_data:
            instance.tokens.exclude(pk=self.context["request"].auth.pk).delete()
        return instance


class TokenSerializer(StrictSerializer):
    """Credentials, and the token that is shown this once."""

    username = StrictCharField(write_only=True, max_length=254, validators=[validators.line])
    password = StrictCharField(write_only=True, max_length=128, validators=[validators.line])
    token = serializers.CharField(read_only=True)
    token_type = serializers.ChoiceField(["Bearer"], read_only=True)
    expires_at = serializers.DateTimeField(read_only=True)

    def create(self, validated_data: dict[str, Any]) -> dict[str, Any]:
        user = authenticate(self.context["request"], **validated_data)
        with transaction.atomic():
            # The account may be gone, or have another password, since this one was verified.
            accounts = User.objects.select_for_update()
            if user is None or not accounts.filter(pk=user.pk, password=user.password).exists():
                raise InvalidCredentials
            token, row = issue_token(accounts.get(pk=user.pk))
        return {"token": token, "token_type": "Bearer", "expires_at": row.expires_at}


def wrong_password() -> ValidationError:
    return ValidationError({"current_password": [ErrorDetail("Wrong.", "credentials")]})
