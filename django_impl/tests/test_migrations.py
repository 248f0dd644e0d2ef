"""Migrations are complete, and lead up as well as down."""

from tests.conftest import Run


def test_no_migration_is_missing(manage: Run) -> None:
    done = manage("makemigrations", "--check", "--dry-run")
    assert done.returncode == 0, done.stdout


def test_up_down_and_up_again(manage: Run) -> None:
    steps = [["migrate"], ["migrate", "users", "zero"], ["migrate"], ["migrate", "--check"]]
    done = [manage(*step) for step in steps]
    assert [step.returncode for step in done] == [0, 0, 0, 0], done
