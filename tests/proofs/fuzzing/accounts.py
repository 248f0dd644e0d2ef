"""Accounts to fuzz with."""

import http.client
import json
import uuid
from typing import Any
from urllib.parse import urlsplit

PASSWORD = "correct horse battery"


def new_token(url: str) -> str:
    """Register somebody and log in."""
    name = f"f_{uuid.uuid4().hex[:16]}"
    credentials = {"username": name, "password": PASSWORD}
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    created(connection, "/api/v1/users", {**credentials, "email": f"{name}@example.com"})
    token: str = created(connection, "/api/v1/tokens", credentials)["token"]
    connection.close()
    return token


def created(connection: http.client.HTTPConnection, path: str, members: dict[str, str]) -> Any:
    connection.request("POST", path, json.dumps(members), {"Content-Type": "application/json"})
    with connection.getresponse() as response:
        if response.status != http.client.CREATED:
            raise RuntimeError(f"POST {path} returned {response.status}.")
        return json.load(response)
