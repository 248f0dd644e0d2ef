"""The folders are set up alike."""

import tomllib

from tests.tools.environments import FOLDERS, ROOT


def test_the_rules_of_ruff_are_the_same_in_every_folder() -> None:
    files = [folder / "pyproject.toml" for folder in (ROOT, *FOLDERS.values())]
    tables = [
        tomllib.loads(file.read_text("utf-8"))["tool"]["ruff"] for file in files if file.is_file()
    ]
    rules = [table["lint"] | {"length": table["line-length"]} for table in tables]
    assert len(rules) == 4
    assert all(each == rules[0] for each in rules)
