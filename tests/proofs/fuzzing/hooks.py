"""What Schemathesis loads beside schemathesis.toml."""

import os
from typing import Any

import schemathesis
from hypothesis import strategies as st

from tests.proofs.fuzzing.accounts import new_token

# These use up the token that they are called with; each call gets one of its own.
LAST_CALLS = {"deleteMe", "revokeToken"}
SHARED = frozenset(os.environ.get("FUZZING_TOKENS", "").split())

# Addresses on which all validators agree: of others each framework thinks its own (F2).
EMAIL = r"[a-z0-9][a-z0-9_+]{0,30}@[a-z][a-z0-9]{1,20}\.(com|org)"
schemathesis.openapi.format("email", st.from_regex(EMAIL, fullmatch=True))


@schemathesis.hook
def before_call(
    context: schemathesis.HookContext, case: schemathesis.Case[Any], kwargs: dict[str, Any]
) -> None:
    definition: dict[str, Any] = case.operation.definition.raw
    given = str(case.headers.get("Authorization", ""))
    if definition["operationId"] in LAST_CALLS and given.removeprefix("Bearer ") in SHARED:
        case.headers["Authorization"] = f"Bearer {new_token(os.environ['FUZZING_URL'])}"
