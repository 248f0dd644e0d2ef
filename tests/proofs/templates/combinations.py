"""The combinations of answers that are tried: both values of each, in twenty-four projects."""

from itertools import product
from typing import Any

LONG_NAME = "a_shop_on_the_corner"


def combinations() -> list[dict[str, Any]]:
    """Eight for each framework; what only one of them has comes from the parity of the others."""
    made = []
    frameworks, databases, both = (
        ("django", "flask", "fastapi"),
        ("sqlite", "postgresql"),
        (True, False),
    )
    for framework, database, posts, more in product(frameworks, databases, both, both):
        is_plain = database == "sqlite"
        made.append(
            {
                "framework": framework,
                "name": "shop" if posts == more else LONG_NAME,
                "title": "Shop" if is_plain else "The shop's API, number 2",
                "token_prefix": "shop_" if posts else "tp_",
                "problem_prefix": "urn:problem-type:"
                if is_plain
                else "https://shop.example/problems/",
                "database": database,
                "posts": posts,
                "deployment": more,
                "ci": not more,
                **({"admin": more} if framework == "django" else {}),
            }
        )
    return made


def few() -> list[dict[str, Any]]:
    """One of each framework, with as little as can be."""
    least = [one for one in combinations() if not one["posts"] and not one["deployment"]]
    return [one for one in least if one["database"] == "sqlite"]


def describe(answers: dict[str, Any]) -> str:
    """The answers in a line."""
    kept = [name for name in ("posts", "admin", "deployment", "ci") if answers.get(name)]
    return (
        f"{answers['framework']:8} {answers['database']:10} {answers['name']:20} {' '.join(kept)}"
    )


def kept() -> list[dict[str, Any]]:
    """One of each framework, with all there is: for the updates."""
    return [
        one
        for one in combinations()
        if one["posts"] and one["deployment"] and one["database"] == "sqlite"
    ]
