"""Bodies as bytes: JSON texts, and what is nearly or not at all one."""

import json
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from tests.proofs.differential.exchange import BODY_LIMIT
from tests.proofs.differential.strategies.choosing import mostly


def json_text(members: Any) -> bytes:
    return json.dumps(members).encode()


def doubled(members: Any) -> bytes:
    """Every name twice, the first time with a wrong value."""
    if not isinstance(members, dict):
        return json_text(members)
    first = ", ".join(f"{json.dumps(name)}: 0" for name in members)
    rest = json.dumps(members)[1:]
    return f"{{{first}{', ' if members else ''}{rest}".encode()


ENCODINGS: list[Callable[[Any], bytes]] = [
    lambda members: json.dumps(members, ensure_ascii=False, indent=1).encode(errors="replace"),
    doubled,
    lambda members: b" \r\n\t" + json_text(members) + b"\n",
    lambda members: json_text([members]),
    lambda members: b"\xef\xbb\xbf" + json_text(members),
    lambda members: json.dumps(members).encode("utf-16"),
    lambda members: json.dumps(members).encode("utf-32-le"),
    lambda members: json_text(members)[:-1],
    lambda members: json_text(members) + b"x",
    lambda members: json_text(members) + b"\x00",
    lambda members: json_text(members).replace(b'"', b"'"),
    lambda members: json_text(members)[:-1] + b',"x":NaN}',
    lambda members: json_text(members)[:-1] + b',"x":-Infinity}',
    lambda members: json_text(members)[:-1] + b',"x":"\xed\xa0\x80"}',
    lambda members: json_text(members)[:-1] + b',"x":"\xff"}',
    lambda members: json_text(members)[:-1] + b',"x":"a\nb"}',
    lambda members: json_text(members)[:-1] + b",}",
    lambda members: json_text(members)[:-1] + b',"x":' + b"9" * 5000 + b"}",
    lambda members: json_text(members)[:-1] + b',"x":01}',
    lambda members: b"[" * 100_000 + b"]" * 100_000,
    lambda members: b'{"x":' * 100_000 + b"1" + b"}" * 100_000,
]
TEXTS = [
    b"",
    b" ",
    b"null",
    b"1",
    b'"x"',
    b"[]",
    b"true",
    b"{",
    b"a=b",
    b"// {}",
    b"\xff\xfe",
    b"\x00",
]


def contents(members: st.SearchStrategy[Any]) -> st.SearchStrategy[bytes]:
    """These members as a JSON text, now and then not quite so."""
    encoders = st.sampled_from([json_text] * 150 + ENCODINGS)
    encoded = st.builds(lambda encoder, value: encoder(value), encoders, members)
    return mostly(encoded, st.sampled_from(TEXTS), 30)


framings = st.sampled_from(["counted"] * 80 + ["chunked"] * 16 + ["announced", "endless"])
paddings = st.sampled_from([0] * 60 + [1, BODY_LIMIT // 2])
