"""The shapes of accounts and tokens."""

from typing import Any

from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.db import transaction
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

from app.auth import issue_token
from app.fields import EMAIL, ONE_LINE, TEXT, USERNAME, ChoiceField, IdField, StringField, TimeField
from app.problems import InvalidCredentials
from app.serializers import StrictSerializer
from app.users.models import User


class PublicUserSerializer(serializers.Serializer[User]):
    """What everyone may see of a user."""

    id = IdField()
    username = serializers.CharField()
    bio = serializers.CharField()
    created_at = TimeField()


class OwnUserSerializer(PublicUserSerializer):
    """What a user sees of itself."""

    email = serializers.CharField()
    updated_at = TimeField()


class RegistrationSerializer(StrictSerializer):
    username = StringField(USERNAME, min_length=3, max_length=30)
    email = StringField(EMAIL, min_length=1, max_length=254)
    password = StringField(ONE_LINE, min_length=12, max_length=128)
    bio = StringField(TEXT, max_length=500, default="")

    def create(self, validated_data: dict[str, Any]) -> User:
        return User.objects.create_user(**validated_data)

    def to_representation(self, instance: User) -> dict[str, Any]:
        return OwnUserSerializer(instance).data


class ProfileUpdateSerializer(StrictSerializer):
    """A new email or password needs the current password."""

    bio = StringField(TEXT, max_length=500, required=False)
    email = StringField(EMAIL, min_length=1, max_length=254, required=False)
    password = StringField(ONE_LINE, min_length=12, max_length=128, required=False)
    current_password = StringField(ONE_LINE, min_length=1, max_length=128, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Do all hashing here, before the account is locked."""
        user: Any = self.instance
        given = attrs.pop("current_password", None)
        if attrs.keys() & {"email", "password"}:
            if given is None or not user.check_password(given):
                raise _wrong_password()
            attrs["verified"] = user.password
        # The password that holds already is no new one.
        if (password := attrs.pop("password", given)) != given:
            attrs["password"] = make_password(password)
        if "email" in attrs:
            attrs["email"] = attrs["email"].lower()
        return attrs

    def update(self, instance: User, validated_data: dict[str, Any]) -> User:
        if validated_data.pop("verified", instance.password) != instance.password:
            raise _wrong_password()
        instance.edit(validated_data)
        if "password" in validated_data:
            instance.tokens.exclude(pk=self.context["request"].auth.pk).delete()
        return instance

    def to_representation(self, instance: User) -> dict[str, Any]:
        return OwnUserSerializer(instance).data


class CredentialsSerializer(StrictSerializer):
    username = StringField(ONE_LINE, min_length=1, max_length=254)
    password = StringField(ONE_LINE, min_length=1, max_length=128)

    def create(self, validated_data: dict[str, Any]) -> dict[str, Any]:
        user = authenticate(self.context["request"], **validated_data)
        with transaction.atomic():
            # The account may have gone, or got another password, while this one was hashed.
            accounts = User.objects.select_for_update()
            if user is None or not accounts.filter(pk=user.pk, password=user.password).exists():
                raise InvalidCredentials
            text, token = issue_token(user)
        return {"token": text, "token_type": "Bearer", "expires_at": token.expires_at}

    def to_representation(self, instance: dict[str, Any]) -> dict[str, Any]:
        return IssuedTokenSerializer(instance).data


class IssuedTokenSerializer(serializers.Serializer[Any]):
    """A token, shown this once."""

    token = serializers.RegexField("^tp_[A-Za-z0-9_-]{43}$")
    token_type = ChoiceField(["Bearer"])
    expires_at = TimeField()


def _wrong_password() -> ValidationError:
    return ValidationError({"current_password": ErrorDetail("Wrong.", code="credentials")})
