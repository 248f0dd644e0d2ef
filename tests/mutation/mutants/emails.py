"""Mutants: emails (F2)."""

from typing import Any

from tests.mutation.mutants.fields import ANYTHING, field
from tests.mutation.mutants.registry import Right, mutant
from tests.mutation.reference_server import server

EMAIL = server.EMAIL

field("email-of-255", "An email may have 255 characters.", EMAIL, "F2", longest=255)
field("email-of-253", "An email has at most 253 characters.", EMAIL, "F2", longest=253)
field("email-of-anything", "Anything is an email.", EMAIL, "F2", pattern=ANYTHING)


def email_form(name: str, sentence: str, old: str, new: str) -> None:
    field(name, sentence, EMAIL, "F2", pattern=EMAIL.pattern.replace(old, new))


email_form("email-without-domain", "A domain needs no dot.", r"\.)+(", r"\.)*(")
email_form("email-with-short-end", "A top-level domain may have one letter.", "{2,63}", "{1,63}")
email_form("email-with-digits-end", "A top-level domain may be digits.", "[A-Za-z]{2", r"\w{2")
email_form("email-with-dots", "Dots may stand side by side.", r"(\.[", r"(\.+[")
email_form("email-without-plus", "A plus sign is rejected.", "*+/", "*/")
email_form("email-with-line-end", "A final line end is taken.", "{1,59})", r"{1,59})\n?")
email_form("email-of-long-labels", "A label may have 64 characters.", "{0,61}", "{0,62}")
email_form("email-with-edge-hyphen", "A label may end in a hyphen.", "61}[A-Za-z0-9]", "62}")


@mutant(server.field_error, "F2")
def email_lowered_before_its_check(right: Right, rule: Any, value: Any) -> Any:
    """A Kelvin sign becomes an ASCII letter before the email is checked."""
    return right(rule, value.lower() if rule is EMAIL and isinstance(value, str) else value)


@mutant(server.normalized_email, "F2")
def email_kept_as_sent(right: Right, email: str) -> Any:
    """The case of an email counts."""
    return email


@mutant(server.normalized_email, "F2")
def only_domain_lowered(right: Right, email: str) -> Any:
    """The case of the part before the @ counts."""
    local, _, domain = email.partition("@")
    return f"{local}@{domain.lower()}"
