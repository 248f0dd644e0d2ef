"""Mutants: limits and forms of single fields (F1 to F8)."""

import dataclasses
from typing import Any

from tests.mutation.mutants.registry import Right, changed_name, changed_unit, mutant
from tests.mutation.reference_server import fields


def field(name: str, sentence: str, right: fields.Field, rule: str, **changes: Any) -> None:
    changed_unit(name, sentence, right, dataclasses.replace(right, **changes), rule)


USERNAME, PASSWORD = fields.USERNAME, fields.PASSWORD
BIO, TITLE, BODY = fields.BIO, fields.TITLE, fields.BODY
GIVEN_USERNAME, GIVEN_PASSWORD = fields.GIVEN_USERNAME, fields.GIVEN_PASSWORD
ANYTHING = "(?s:.*)"
field("username-of-2", "A username may have 2 characters.", USERNAME, "F1", shortest=2)
field("username-of-4", "A username has at least 4 characters.", USERNAME, "F1", shortest=4)
field("username-of-31", "A username may have 31 characters.", USERNAME, "F1", longest=31)
field("username-of-29", "A username has at most 29 characters.", USERNAME, "F1", longest=29)
field("username-with-capitals", "A capital is taken.", USERNAME, "F1", pattern="[A-Za-z0-9_]+")
field("username-with-hyphen", "A hyphen is taken.", USERNAME, "F1", pattern="[a-z0-9_-]+")
field("username-in-any-script", "Any letter is taken.", USERNAME, "F1", pattern=r"[^\WA-Z]+")
field(
    "username-with-line-end", "A final line end is taken.", USERNAME, "F1", pattern=r"[a-z0-9_]+\n?"
)
field("password-of-11", "A password may have 11 characters.", PASSWORD, "F3", shortest=11)
field("password-of-13", "A password has at least 13 characters.", PASSWORD, "F3", shortest=13)
field("password-of-129", "A password may have 129 characters.", PASSWORD, "F3", longest=129)
field("password-of-127", "A password has at most 127 characters.", PASSWORD, "F3", longest=127)
field("password-of-lines", "A password may have a line end.", PASSWORD, "F3", pattern=fields.TEXT)
field("password-of-anything", "A password may hold controls.", PASSWORD, "F3", pattern=ANYTHING)
field("bio-of-501", "A bio may have 501 characters.", BIO, "F4", longest=501)
field("bio-of-499", "A bio has at most 499 characters.", BIO, "F4", longest=499)
field("bio-not-empty", "A bio may not be empty.", BIO, "F4", shortest=1)
field("bio-of-one-line", "A bio may not have a line end.", BIO, "F4", pattern=fields.ONE_LINE)
field("bio-of-anything", "A bio may hold controls.", BIO, "F4", pattern=ANYTHING)
field("title-of-201", "A title may have 201 characters.", TITLE, "F5", longest=201)
field("title-of-199", "A title has at most 199 characters.", TITLE, "F5", longest=199)
field("title-blank", "A title may be blank.", TITLE, "F5", pattern=fields.ONE_LINE)
field("title-of-lines", "A title may have a line end.", TITLE, "F5", pattern=BODY.pattern)
field("body-of-50001", "A body may have 50001 characters.", BODY, "F6", longest=50_001)
field("body-of-49999", "A body has at most 49999 characters.", BODY, "F6", longest=49_999)
field("body-blank", "A body may be blank.", BODY, "F6", pattern=fields.TEXT)
field("body-of-one-line", "A body may not have a line end.", BODY, "F6", pattern=TITLE.pattern)
field("body-of-anything", "A body may hold controls.", BODY, "F6", pattern=ANYTHING)
field("login-as-short", "A login as `ab` is 422.", GIVEN_USERNAME, "F8", shortest=3)
field("login-as-long", "A login as 31 characters is 422.", GIVEN_USERNAME, "F8", longest=30)
field("login-as-255", "A login as 255 characters is 401.", GIVEN_USERNAME, "F8", longest=255)
field("login-in-form", "A login as `A B` is 422.", GIVEN_USERNAME, "F8", pattern="[a-z0-9_]+")
field("login-with-11", "A login with 11 characters is 422.", GIVEN_PASSWORD, "F8", shortest=12)
field("login-with-129", "A login with 129 characters is 401.", GIVEN_PASSWORD, "F8", longest=129)
field("login-with-controls", "Controls make 401.", GIVEN_PASSWORD, "F8", pattern=ANYTHING)
ASCII_VISIBLE = r"(?=[\t\n\r ]*[^\t\n\r ])"
ascii_title, ascii_body = ASCII_VISIBLE + fields.ONE_LINE, ASCII_VISIBLE + fields.TEXT
field("title-of-wide-blanks", "Only ASCII is white space.", TITLE, "F5", pattern=ascii_title)
field("body-of-wide-blanks", "Only ASCII is white space.", BODY, "F6", pattern=ascii_body)
mark_blank = r"(?=[\s\ufeff]*[^\s\ufeff])" + fields.ONE_LINE
field("title-of-mark-rejected", "U+FEFF is white space.", TITLE, "F5", pattern=mark_blank)
any_word = fields.Field(0, 9, fields.ONE_LINE)
changed_unit("status-of-any-word", "A status may be any word.", fields.STATUS, any_word, "F7")
changed_name(
    "drafts-by-default", "A new post is a draft.", "POST_DEFAULTS", {"status": "draft"}, "F7"
)
with_username = {**fields.PROFILE_UPDATE, "username": USERNAME}
changed_name(
    "username-patched", "A patch may hold a username.", "PROFILE_UPDATE", with_username, "F1"
)


@mutant(fields.check_shape, "F7")
def status_in_any_case(right: Right, sent: Any, *given: Any) -> Any:
    """A status may have capitals."""
    if isinstance(sent, dict) and isinstance(sent.get("status"), str):
        sent = sent | {"status": sent["status"].lower()}
    return right(sent, *given)
