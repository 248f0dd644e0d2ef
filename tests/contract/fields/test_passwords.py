"""A password is every character of it: nothing is trimmed, folded, normalized or cut."""

import pytest

from tests.support.api_client import ApiClient, registration
from tests.support.rules import rule

LONG = 100 * "a" + "the end"
PASSWORDS = {
    "blanks": (12 * " ", [13 * " ", 12 * "\u00a0"]),
    "blanks around": ("  open sesame ", ["open sesame", "  open sesame"]),
    "mixed case": ("Open Sesame Now", ["open sesame now"]),
    "longer than bcrypt reads": (LONG, [LONG[:72], LONG[:-1]]),
    "composed": ("caf\u00e9 au lait 1", ["cafe\u0301 au lait 1"]),
    "decomposed": ("cafe\u0301 au lait 1", ["caf\u00e9 au lait 1"]),
    "compatibility": ("\ufb01ne \u2460 \uff21 words", ["fine 1 A words"]),
    "128 astral characters": (128 * "\U0001f511", [127 * "\U0001f511"]),
    "quotes and dollars": ("$argon2id$v=19$'\"\\", ["$argon2id$v=19$"]),
    "invisible": ("\ufeffopen\u200bsesame\u00ad", ["opensesame"]),
}


@rule("F3", "A5", "S3")
@pytest.mark.parametrize(("password", "near"), PASSWORDS.values(), ids=PASSWORDS)
def test_a_password_is_exactly_what_was_sent(
    anonymous: ApiClient, password: str, near: list[str]
) -> None:
    account = registration(password=password)
    anonymous.post("/users", json=account)
    tried = [{"username": account["username"], "password": one} for one in (password, *near)]
    statuses = [anonymous.post("/tokens", json=credentials).status_code for credentials in tried]
    assert statuses == [201] + [401] * len(near)
