"""The contract with what a fuzzer must be told: where an id leads, and what matches."""

import copy
from pathlib import Path
from typing import Any

import yaml

CONTRACT = Path(__file__).resolve().parents[3] / "shared_contract" / "openapi.yaml"

# Where the id in a response leads.
THIS_USER = {"user_id": "$response.body#/id"}
THIS_POST = {"post_id": "$response.body#/id"}
THIS_VERSION = {**THIS_POST, "If-Match": "$response.header.ETag"}
LINKS = {
    "/api/v1/users": {"getUser": THIS_USER},
    "/api/v1/posts": {
        "getPost": THIS_POST,
        "updatePost": THIS_VERSION,
        "deletePost": THIS_VERSION,
    },
}


def derived() -> dict[str, Any]:
    document: dict[str, Any] = copy.deepcopy(yaml.safe_load(CONTRACT.read_text()))
    for path, targets in LINKS.items():
        document["paths"][path]["post"]["responses"]["201"]["links"] = {
            f"then_{name}": {"operationId": name, "parameters": parameters}
            for name, parameters in targets.items()
        }
    document["components"]["parameters"]["IfMatch"]["example"] = "*"
    return document
