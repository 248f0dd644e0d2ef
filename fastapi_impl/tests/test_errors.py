"""How an error names what is wrong, whatever the name."""

import pytest
from fastapi.testclient import TestClient


@pytest.mark.parametrize(
    ("name", "pointer"),
    [
        ("a~b/c", "#/a~0b~1c"),
        ("a b$&'()*+,;=:@?!", "#/a%20b%24%26%27%28%29%2A%2B%2C%3B%3D%3A%40%3F%21"),
        ("é" * 101, "#/" + "%C3%A9" * 100),
        ("~" * 101, "#/" + "~0" * 100),
    ],
)
def test_a_pointer_is_cut_then_encoded(client: TestClient, name: str, pointer: str) -> None:
    answer = client.post("/tokens", json={"username": "alice", "password": "secret", name: 1})
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_a_parameter_is_cut(client: TestClient) -> None:
    answer = client.get("/users", params={"é" * 101: 1})
    assert [error["parameter"] for error in answer.json()["errors"]] == ["é" * 100]
