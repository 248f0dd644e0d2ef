"""Delete accounts as their owners would: with deleteMe."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import httpx

from tests.support.api_client import API
from tests.tools.conformance.created_accounts import Account

AT_ONCE = 8


def remove(client: httpx.Client, accounts: Iterable[Account]) -> list[Account]:
    """Delete them all, several at a time; those which are still there."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        gone = list(pool.map(partial(_is_gone, client), accounts))
    return [account for account, is_gone in zip(accounts, gone, strict=True) if not is_gone]


def _is_gone(client: httpx.Client, account: Account) -> bool:
    try:
        return _is_missing(client, account) or _leaves(client, account)
    except (httpx.HTTPError, ValueError, KeyError):
        return False


def _is_missing(client: httpx.Client, account: Account) -> bool:
    """Whether nobody can see it; of an account without an id nothing can be seen."""
    if not account.id:
        return False
    return client.get(f"{account.url}{API}/users/{account.id}").status_code == 404


def _leaves(client: httpx.Client, account: Account) -> bool:
    """Whether the owner could go; a registration without a response may have made no account."""
    if any(_delete(client, account, token) for token in account.tokens[-1:]):
        return True
    for password in dict.fromkeys(reversed(account.passwords)):
        credentials = {"username": account.username, "password": password}
        response = client.post(f"{account.url}{API}/tokens", json=credentials)
        if response.status_code == 201:
            return _delete(client, account, response.json()["token"])
    return not account.id


def _delete(client: httpx.Client, account: Account, token: str) -> bool:
    """Whether the service says that it did, and shows the account no more."""
    headers = {"Authorization": f"Bearer {token}"}
    response = client.delete(f"{account.url}{API}/users/me", headers=headers)
    return response.status_code == 204 and (not account.id or _is_missing(client, account))
