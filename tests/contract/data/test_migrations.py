"""A migration that leaves its transaction, as an index that is made beside writes has to."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.database_tables import read_tables
from tests.support.rules import needs_database, needs_postgresql, rule
from tests.support.servers import Program, migrate

STATEMENT = "CREATE INDEX CONCURRENTLY posts_title_idx ON posts (title)"
DJANGO = f'''
from django.db import migrations

class Migration(migrations.Migration):
    atomic = False
    dependencies = [("posts", "0001_initial")]
    operations = [migrations.RunSQL("{STATEMENT}")]
'''
ALEMBIC = f'''
from alembic import op

revision, down_revision = "further", "0002"

def upgrade():
    with op.get_context().autocommit_block():
        op.execute("{STATEMENT}")
'''
FURTHER = {
    "django": ("app/posts/migrations/0002_further.py", DJANGO),
    "flask": ("migrations/versions/further.py", ALEMBIC),
    "fastapi": ("migrations/versions/further.py", ALEMBIC),
}


@pytest.fixture
def copied_program(fresh_program: Program, tmp_path: Path) -> Program:
    """The program in a copy of its folder, which can be changed."""
    home = tmp_path / "copy"
    shutil.copytree(fresh_program.folder, home, ignore=shutil.ignore_patterns(".*"))
    return replace(fresh_program, home=str(home))


@rule("D1")
@needs_database
@needs_postgresql
def test_an_index_is_made_outside_of_a_transaction(copied_program: Program) -> None:
    path, text = FURTHER[copied_program.implementation]
    (copied_program.folder / path).write_text(text, encoding="utf-8")
    migrate(copied_program)
    assert ["title"] in read_tables(copied_program.database_url)["posts"]["indexes"]
