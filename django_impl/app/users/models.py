"""The tables of users, tokens and login attempts."""

from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.validators import MinLengthValidator, RegexValidator
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from app.base import EditableModel, validate_text


class UserManager(BaseUserManager["User"]):
    """Makes accounts, for the API as for `createsuperuser`."""

    def create_user(
        self, username: str, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        user = User(username=username, email=email.lower(), **fields)
        user.set_password(password)
        user.save(force_insert=True)
        return user

    def create_superuser(self, username: str, email: str, password: str | None = None) -> "User":
        if password is not None:  # without one the account cannot log in yet
            validate_password(password)
        User(username=username, email=email.lower()).clean_fields(exclude=["password"])
        return self.create_user(username, email, password, is_staff=True)


class User(EditableModel, AbstractBaseUser):
    """An account. `is_staff` opens the admin and means nothing to the API."""

    username = models.CharField(
        max_length=30,
        # `\Z`, as Python's `$` lets a final line feed through.
        validators=[MinLengthValidator(3), RegexValidator(r"^[a-z0-9_]+\Z", code="pattern")],
    )
    email = models.EmailField()
    password = models.CharField(max_length=128, db_column="password_hash")
    bio = models.CharField(max_length=500, blank=True, validators=[validate_text])
    is_staff = models.BooleanField(default=False)
    last_login = None
    has_new_password = False

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

    def set_password(self, raw_password: str | None) -> None:
        """Set the password; saving it revokes all tokens, unless only its hash is new."""
        is_new = self.pk is not None and not check_password(raw_password, self.password)
        super().set_password(raw_password)
        self.has_new_password = is_new

    def save(self, **options: Any) -> None:
        """Save, or raise a ValidationError that names what another account has.

        The unique constraints decide, however many ask at once. If the account that had the value
        is gone by now, try again.
        """
        for is_last_attempt in (False, False, True):
            try:
                with transaction.atomic():
                    super().save(**options)
                    if self.has_new_password:
                        self.tokens.all().delete()
                break
            except IntegrityError:
                self.validate_constraints()
                if is_last_attempt:
                    raise
        self.has_new_password = False


class Token(models.Model):
    """A login; only the digest of the bearer token is stored."""

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


class LoginAttemptsManager(models.Manager["LoginAttempts"]):
    """Counts login attempts."""

    def count_one(self, key: str, window: timedelta) -> "LoginAttempts":
        """Count an attempt, committed at once, however many are counted at the same time."""
        now = timezone.now()
        # In a transaction of its own: beside the row locked below, two of them could deadlock.
        # What has just ended stays: `get_or_create` raises if its row is deleted meanwhile.
        self.filter(expires_at__lte=now - window).delete()
        with transaction.atomic():
            attempts, _ = self.select_for_update().get_or_create(
                key=key, defaults={"expires_at": now + window}
            )
            if attempts.expires_at <= now:
                attempts.count, attempts.expires_at = 0, now + window
            attempts.count += 1
            attempts.save(update_fields=["count", "expires_at"])
        return attempts


class LoginAttempts(models.Model):
    """How often a login to an account or from an address was tried, until the count expires."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.IntegerField(default=0)
    expires_at = models.DateTimeField()

    objects = LoginAttemptsManager()

    class Meta:
        db_table = "login_attempts"
        indexes = (models.Index(fields=["expires_at"], name="login_attempts_expires_at_idx"),)

    def __str__(self) -> str:
        return f"{self.count} until {self.expires_at}"
