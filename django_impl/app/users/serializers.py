"""The shapes of users and tokens, as they are sent and as they are answered."""

from typing import Any

from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.db import transaction
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

from app import fields
from app.auth import SCHEME, issue_token
from app.problems import InvalidCredentials
from app.serializers import StrictSerializer
from app.users.models import User


class PublicUserSerializer(StrictSerializer):
    """What everyone may see of a user."""

    id = fields.IdField(read_only=True)
    username = fields.StringField(read_only=True)
    bio = fields.Bio(default="")
    created_at = fields.TimeField(read_only=True)


class OwnUserSerializer(PublicUserSerializer):
    """What a user sees of itself, of which the password is never shown."""

    email = fields.Email()
    password = fields.NewPassword(write_only=True)
    updated_at = fields.TimeField(read_only=True)


class RegistrationSerializer(OwnUserSerializer):
    username = fields.Username()

    def create(self, validated_data: dict[str, Any]) -> User:
        return User.objects.create_user(**validated_data)


class ProfileSerializer(OwnUserSerializer):
    """The username never changes; a new email or password needs the current password."""

    current_password = fields.GivenPassword(write_only=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Do all hashing here, before the account is locked."""
        user: Any = self.instance
        given = attrs.pop("current_password", None)
        if attrs.keys() & {"email", "password"}:
            if given is None or not user.check_password(given):
                raise wrong_password()
            attrs["verified"] = user.password
        # The password that holds already is no new one.
        if (password := attrs.pop("password", given)) != given:
            attrs["password"] = make_password(password)
        if "email" in attrs:
            attrs["email"] = attrs["email"].lower()
        return attrs

    def update(self, instance: User, validated_data: dict[str, Any]) -> User:
        if validated_data.pop("verified", instance.password) != instance.password:
            raise wrong_password()
        instance.edit(validated_data)
        if "password" in validated_data:
            instance.tokens.exclude(pk=self.context["request"].auth.pk).delete()
        return instance


class TokenSerializer(StrictSerializer):
    """Credentials, and the token that answers them, shown this once."""

    username = fields.GivenUsername(write_only=True)
    password = fields.GivenPassword(write_only=True)
    token = serializers.RegexField("^tp_[A-Za-z0-9_-]{43}$", read_only=True)
    token_type = fields.ChoiceField([SCHEME], read_only=True)
    expires_at = fields.TimeField(read_only=True)

    def create(self, validated_data: dict[str, Any]) -> dict[str, Any]:
        user = authenticate(self.context["request"], **validated_data)
        with transaction.atomic():
            # The account may have gone, or got another password, while this one was hashed.
            accounts = User.objects.select_for_update()
            if user is None or not accounts.filter(pk=user.pk, password=user.password).exists():
                raise InvalidCredentials
            text, token = issue_token(user)
            token.save(force_insert=True)
        return {"token": text, "token_type": SCHEME, "expires_at": token.expires_at}


def wrong_password() -> ValidationError:
    return ValidationError({"current_password": [ErrorDetail("Wrong.", "credentials")]})
