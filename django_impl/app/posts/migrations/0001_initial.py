from typing import ClassVar

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

from app.base import validate_line, validate_not_blank, validate_text


class Migration(migrations.Migration):
    initial = True

    dependencies: ClassVar = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=models.CASCADE,
                        related_name="posts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        max_length=200, validators=[validate_line, validate_not_blank]
                    ),
                ),
                (
                    "body",
                    models.TextField(
                        max_length=50_000, validators=[validate_text, validate_not_blank]
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published")],
                        default="published",
                        max_length=9,
                    ),
                ),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(default=timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=timezone.now, editable=False)),
            ],
            options={
                "db_table": "posts",
                "indexes": [
                    models.Index(fields=["status", "id"], name="posts_status_id_idx"),
                    models.Index(
                        fields=["author", "status", "id"], name="posts_author_id_status_id_idx"
                    ),
                ],
            },
        ),
    ]
