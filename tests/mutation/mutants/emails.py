"""Mutants: emails (F2)."""

from typing import Any

from tests.mutation.mutants.fields import ANYTHING, field
from tests.mutation.mutants.registry import Right, mutant
from tests.mutation.reference_server import fields, users

EMAIL = fields.EMAIL

field("email-of-255", "An email may have 255 characters.", EMAIL, "F2", longest=255)
field("email-of-253", "An email has at most 253 characters.", EMAIL, "F2", longest=253)
field("email-of-anything", "Anything is an email.", EMAIL, "F2", pattern=ANYTHING)


def email_form(name: str, sentence: str, old: str, new: str) -> None:
    field(name, sentence, EMAIL, "F2", pattern=EMAIL.pattern.replace(old, new))


email_form("email-with-dots", "Dots may stand side by side.", r"(\.[", r"(\.+[")
email_form("email-without-plus", "A plus sign is rejected.", "*+/", "*/")
email_form("email-with-line-end", "A final line end is taken.", "[a-z0-9])", r"[a-z0-9]\n?)")
email_form("email-with-hyphens", "A label may end in a hyphen.", "*[a-z0-9])?", "*)?")
email_form(
    "email-with-underscores", "A label may have an underscore.", "(?:[a-z0-9-]*", "(?:[\\w-]*"
)
field("email-of-wrong-pattern", "A bad email has the code pattern.", EMAIL, "F2", code="pattern")


@mutant(users.normalized_email, "F2")
def email_kept_as_sent(right: Right, email: str) -> Any:
    """The case of an email counts."""
    return email


@mutant(users.normalized_email, "F2")
def only_domain_lowered(right: Right, email: str) -> Any:
    """The case of the part before the @ counts."""
    local, _, domain = email.partition("@")
    return f"{local}@{domain.lower()}"
