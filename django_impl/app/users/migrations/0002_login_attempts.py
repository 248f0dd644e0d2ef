from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    # So that `migrate --fake-initial` takes over a table that another program made.
    initial = True

    dependencies: ClassVar = [("users", "0001_initial")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="LoginAttempts",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("count", models.IntegerField(default=0)),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "db_table": "login_attempts",
                "indexes": [
                    models.Index(fields=["expires_at"], name="login_attempts_expires_at_idx")
                ],
            },
        ),
    ]
