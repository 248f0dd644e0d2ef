"""What can be said before the first case: where the service is, and what will happen to it."""

import re
import ssl
from urllib.parse import urlsplit

import httpx

ACCOUNTS, POSTS = 200, 1000

PLAN = """\
The contract suite runs against {url}, {scope}.
It registers {about} {accounts} accounts there and writes {about} {posts} posts. The usernames are
random (user_, alice_ or bob_ with 16 hexadecimal digits; a few of 3 to 30 random characters), the
addresses are at example.com, or of an odd form. It sends up to 24 requests at once; many are
malformed, some too large. It changes nothing that belongs to anybody else.
At the end it deletes every account it made, and with it posts and tokens: also when cases fail,
and after Ctrl-C.
"""


class UnreachableError(Exception):
    """The message is one plain sentence."""


def base_url(text: str) -> str:
    """Scheme, host and port; the contract's paths begin at the root."""
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UnreachableError(f"{text} is no base URL: write http://HOST or https://HOST.")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise UnreachableError(
            f"{text} is no base URL: /api/v1 must stand at the root of the host."
        )
    return f"{parts.scheme}://{parts.netloc}"


def plan(url: str, rules: list[str]) -> str:
    """What the run will do to the service, for whoever owns it."""
    return PLAN.format(
        url=url,
        scope=f"only the cases of {', '.join(rules)}" if rules else "all that needs no launcher",
        about="at most" if rules else "about",
        accounts=ACCOUNTS,
        posts=POSTS,
    )


def ask(url: str, timeout: float, context: ssl.SSLContext) -> int:
    """The status with which the service says that it lives."""
    try:
        response = httpx.get(f"{url}/health/live", timeout=timeout, verify=context, trust_env=False)
    except httpx.TimeoutException:
        raise UnreachableError(f"{url} does not respond within {timeout:g} seconds.") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = re.sub(r"^\[Errno -?\d+\] ", "", str(error))
        raise UnreachableError(f"{url} does not respond: {reason}.") from None
    return response.status_code
