"""The users and tokens tables."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.validators import MinLengthValidator
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from app import validators


class TakenError(Exception):
    """Another account holds the values of these fields."""

    def __init__(self, fields: list[str]) -> None:
        super().__init__("This value is already taken.")
        self.fields = fields


class UserManager(BaseUserManager["User"]):
    """Makes accounts, for the API as for `createsuperuser`."""

    def create_user(
        self, username: str, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        now = timezone.now()
        user = User(
            username=username, email=email.lower(), created_at=now, updated_at=now, **fields
        )
        user.set_password(password)
        user.save_unless_taken(force_insert=True)
        return user

    def create_superuser(self, username: str, email: str, password: str | None = None) -> "User":
        if password is not None:  # without one the account cannot log in yet
            validate_password(password)
        User(username=username, email=email.lower()).clean_fields(exclude=["password"])
        return self.create_user(username, email, password, is_staff=True)


class User(AbstractBaseUser):
    """An account. `is_staff` opens the admin and means nothing to the API."""

    username = models.CharField(
        max_length=30, validators=[MinLengthValidator(3), validators.username]
    )
    email = models.EmailField()
    password = models.CharField(max_length=128, db_column="password_hash")
    bio = models.CharField(max_length=500, blank=True, validators=[validators.text])
    is_staff = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    last_login = None

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar = ["email"]

    objects = UserManager()

    class Meta:
        db_table = "users"
        constraints = (
            models.UniqueConstraint(fields=["username"], name="users_username_key"),
            models.UniqueConstraint(fields=["email"], name="users_email_key"),
        )

    def clean(self) -> None:
        self.email = self.email.lower()

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff

    def edit(self, changes: Mapping[str, object]) -> bool:
        """Store what differs and tell whether anything did; a password comes as its hash."""
        changed = {name: new for name, new in changes.items() if getattr(self, name) != new}
        for name, new in changed.items():
            setattr(self, name, new)
        if changed:
            self.updated_at = timezone.now()
            self.save_unless_taken(update_fields=[*changed, "updated_at"])
        return bool(changed)

    def set_password(self, raw_password: str | None) -> None:
        """Whoever logged in with another password must log in again; a rehash changes nothing."""
        is_rehash = self.pk is not None and check_password(raw_password, self.password)
        super().set_password(raw_password)
        if self.pk and not is_rehash:
            self.tokens.all().delete()

    def save_unless_taken(self, **options: Any) -> None:
        """Save, or raise `TakenError`: the database decides, however many ask at once."""
        try:
            with transaction.atomic():
                self.save(**options)
        except IntegrityError:
            others = User.objects.exclude(pk=self.pk)
            names = ["username", "email"]
            taken = [
                name for name in names if others.filter(**{name: getattr(self, name)}).exists()
            ]
            # Where whoever had it is gone by now, nobody can say which one it was.
            raise TakenError(taken or names) from None


class Token(models.Model):
    """A login; of the token itself only the digest is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens", db_index=False)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "tokens"
        constraints = (models.UniqueConstraint(fields=["digest"], name="tokens_digest_key"),)
        indexes = (models.Index(fields=["user"], name="tokens_user_id_idx"),)

    def __str__(self) -> str:
        return f"token {self.pk} of {self.user}"
