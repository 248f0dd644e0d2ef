"""What is taken out of a module, and what is renamed in one."""

import re

import pytest

from tests.tools.template.pruning import prune
from tests.tools.template.renaming import rename_file, rename_module

CATS = re.compile("cats|^Cat")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from a import Cat, Dog\n", "from a import Dog\n"),
        ("from a.cats import Any\nx = Any()\ny = 1\n", "y = 1\n"),
        ('x = ["dogs", "cats"]\n', 'x = ["dogs"]\n'),
        ('x = ["cats"]\ny = [*x, "dogs"]\n', 'y = ["dogs"]\n'),
        ('x = [{"name": "cats", "n": 1}, {"name": "dogs"}]\n', 'x = [{"name": "dogs"}]\n'),
        ('x = [{"names": ["cats", "dogs"]}]\n', 'x = [{"names": ["dogs"]}]\n'),
        ("for x in (dogs, cats):\n    f(x)\n", "for x in (dogs,):\n    f(x)\n"),
        ("def f() -> int:\n    g(cats)\n    return 1\n", "def f() -> int:\n    return 1\n"),
        ("def f(x: Cat) -> None: ...\ndef test_g(f: int) -> None: ...\n", ""),
        ('def test_f() -> None:\n    """Text."""\n    a = 1\n    g(cats)\n', ""),
        (
            "def test_f() -> None:\n    assert f({'cats', 'dogs'})\n",
            "def test_f() -> None:\n    assert f({'dogs'})\n",
        ),
    ],
)
def test_the_smallest_piece_is_taken_out(before: str, after: str) -> None:
    assert prune(before, CATS, set()).lstrip() == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from app import x\nimport app.y\n", "from shop import x\nimport shop.y\n"),
        (
            "from flask import Flask\napp = Flask()\napp.run()\n",
            "from flask import Flask\napp = Flask()\napp.run()\n",
        ),
        (
            'x = ["app.users", "https://app.example"]\n',
            'x = ["shop.users", "https://app.example"]\n',
        ),
        ('x = f"from app import {y}"  # app/x.py\n', 'x = f"from shop import {y}"  # shop/x.py\n'),
    ],
)
def test_a_module_is_renamed_where_it_is_imported_or_named(before: str, after: str) -> None:
    assert rename_module(before, "shop") == after


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("README.md", "`flask --app app db`, `app/x.py`", "`flask --app shop db`, `shop/x.py`"),
        (
            "pyproject.toml",
            'include = ["app*"]\nname = "app"',
            'include = ["shop*"]\nname = "shop"',
        ),
        (
            "deploy/nginx.conf",
            "upstream api; server api.example;",
            "upstream shop; server api.example;",
        ),
        ("app/x.py", "api = app", "api = app"),
    ],
)
def test_a_file_is_renamed_by_its_kind(path: str, before: str, after: str) -> None:
    assert rename_file(path, before, "shop") == after
