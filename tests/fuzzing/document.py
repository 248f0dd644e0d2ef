"""The contract with what a fuzzer must be told and a reader need not: links, and real cursors."""

import base64
import copy
from pathlib import Path
from typing import Any

import yaml

CONTRACT = Path(__file__).resolve().parents[2] / "shared_contract" / "openapi.yaml"

# Where the id in an answer leads.
LINKS = {
    ("/api/v1/users", "post"): {"user_id": ["getUser"]},
    ("/api/v1/posts", "post"): {"post_id": ["getPost", "updatePost", "deletePost"]},
}
# Any other string is 422 `cursor` (L3), though it fits the schema.
CURSORS = [
    base64.urlsafe_b64encode(str(row_id).encode()).decode().rstrip("=")
    for row_id in (1, 2, 5, 10, 99, 1000, 10**6, 10**18 - 1)
]


def derived() -> dict[str, Any]:
    document: dict[str, Any] = copy.deepcopy(yaml.safe_load(CONTRACT.read_text()))
    for (path, method), targets in LINKS.items():
        document["paths"][path][method]["responses"]["201"]["links"] = {
            f"{name}OfThis": {"operationId": name, "parameters": {parameter: "$response.body#/id"}}
            for parameter, names in targets.items()
            for name in names
        }
    document["components"]["parameters"]["Cursor"]["schema"]["enum"] = CURSORS
    return document
