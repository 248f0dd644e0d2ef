from typing import ClassVar

from django.conf import settings
from django.core.validators import MinLengthValidator, RegexValidator
from django.db import migrations, models
from django.utils import timezone

from app.base import validate_text


class Migration(migrations.Migration):
    initial = True

    operations: ClassVar = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        max_length=30,
                        validators=[
                            MinLengthValidator(3),
                            RegexValidator(r"^[a-z0-9_]+\Z", code="pattern"),
                        ],
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                ("password", models.CharField(db_column="password_hash", max_length=128)),
                (
                    "bio",
                    models.CharField(blank=True, max_length=500, validators=[validate_text]),
                ),
                ("is_staff", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=timezone.now, editable=False)),
            ],
            options={
                "db_table": "users",
                "constraints": [
                    models.UniqueConstraint(fields=("username",), name="users_username_key"),
                    models.UniqueConstraint(fields=("email",), name="users_email_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=models.CASCADE,
                        related_name="tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField(default=timezone.now, editable=False)),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "db_table": "tokens",
                "constraints": [
                    models.UniqueConstraint(fields=("digest",), name="tokens_digest_key"),
                ],
                "indexes": [models.Index(fields=["user"], name="tokens_user_id_idx")],
            },
        ),
    ]
