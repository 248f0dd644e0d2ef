"""What a project can go without: its files, the words that tell it in code, and in prose."""

import re
from typing import NamedTuple


class Subject(NamedTuple):
    """Files go as a whole, code by its words, and prose as written here (regular expressions)."""

    files: re.Pattern[str]
    code: re.Pattern[str]
    prose: dict[str, str]


POSTS = Subject(
    files=re.compile(r"^app/posts/|^examples/|^tests/calls\.toml$"),
    code=re.compile(r"(?<![A-Za-z])posts(?![A-Za-z])|^Post(?=[A-Z]|$)"),
    prose={
        r"(ccount|users|Users|okens), posts( with drafts|(?= and tokens))": r"\1",
        r"users_posts_and_tokens": "users_and_tokens",
        r"a post or a user": "a user",
        r"users and posts": "users",
        r", and five posts to read": "",
        # README: the steps to make it yours.
        r"^1\. \*\*Drop the posts(.*\n)+?(?=1\.)|^   `examples/(.*\n)+?(?=1\.)": "",
        r"a package like `app/posts/`": "a package like `app/users/`",
        # README: the request, its row or cell in a table.
        r"^curl -i \S+/posts .*\n(  -.*\n)+": "",
        r"The first and the last (answer|respond with) 201": r"Both \1 201",
        r"(, )?`app/posts/[^`]*`": "",
        r"^\|[^|]*\| *\|\n": "",
    },
)

ADMIN = Subject(
    files=re.compile(r"^app/\w+/admin\.py$|^app/sessions\.py$|^tests/test_admin\.py$"),
    code=re.compile(
        r"(?<![A-Za-z])admin(?![A-Za-z])|(?<![A-Za-z])Admin(?=[A-Z])|contrib\.(sessions|messages)|auth\.context_"
        r"|app\.sessions|Csrf|CSRF|COOKIES?(?![A-Za-z])|clickjacking|REFERRER"
    ),
    prose={
        r"^\| .*(admin's|admin\.py|\badmin`).*\n": "",
        r"signs the sessions of the admin": "signs what Django signs",
        r"Signs the sessions of the admin": "Signs what Django signs",
        r" and the admin\b": "",
        r" of admin and documentation": " of the documentation",
        r" of the admin and the documentation": " of the documentation",
        r", whose cookies the admin alone uses|opens the admin and ": "",
        r" `[^`]*createsuperuser` makes an account for the admin at `/admin/`\.": "",
        r" It adds the\s+tables of the admin\.": "",
        # A setting in .env.example, and one of mypy.
        r"^# .*(admin's forms|cookies of the admin).*\n(# .*\n)*([A-Z].*\n)?\n": "",
        r"^# .*ModelAdmin.*\n\[\[.*\n.*\.admin\"\]\n.*\n\n": "",
    },
)

DEPLOYMENT = Subject(
    files=re.compile(r"^deploy/|^Dockerfile$|^\.dockerignore$|^compose\.yaml$"),
    code=re.compile("(?!)"),
    prose={r"`deploy/README\.md` tells how[^.]*\. Put a": "put a"},
)

SUBJECTS = {"posts": POSTS, "admin": ADMIN, "deployment": DEPLOYMENT}
