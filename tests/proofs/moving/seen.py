"""What the contract suite says of a step, and who was asked for what, by the log of nginx."""

import re
import subprocess
import sys
from collections import Counter, defaultdict

from tests.deployment import deselected
from tests.support.servers import ROOT
from tests.tools.site.concepts import operations
from tests.tools.site.moving import Guide, Step
from tests.tools.site.routes import expression, served

# Every operation, and what crosses over: accounts and tokens, posts, lists, conditions.
CASES = [
    *["accounts/test_get_me.py", "accounts/test_get_user.py", "accounts/test_update_me.py"],
    *["accounts/test_delete_me.py", "accounts/test_revoke_token.py"],
    *["accounts/test_create_token.py", "accounts/test_register_user.py"],
    *["posts", "lists/test_list_posts.py", "lists/test_list_users.py", "conditional"],
    "system/test_health.py",
]
Asked = list[tuple[str, str, str]]  # service, method, path


def suite(url: str) -> tuple[int, list[str]]:
    """How many cases passed through nginx, and what is wrong."""
    places = [f"tests/contract/{each}" for each in CASES]
    words = ["-m", "pytest", "-q", "-n2", "--dist=loadfile", *places, f"--target={url}"]
    words += deselected.options(url)
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    counted = re.search(r"(\d+) passed", done.stdout)
    return int(counted[1]) if counted else 0, [done.stdout] if done.returncode else []


def misplaced(guide: Guide, step: Step, asked: Asked) -> list[str]:
    """Operations that were not asked for at this step, or asked of the other implementation."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for service, method, path in asked:
        found[operation(method, path)][service] += 1
    return [
        f"{name} was asked of {dict(found[name]) or 'nobody'} and belongs to {service}"
        for name, service in served(guide, step).items()
        if set(found[name]) != {service}
    ]


def operation(method: str, path: str) -> str:
    """The operation that a request is, if it is one."""
    places = sorted(operations().items(), key=lambda each: "{" in each[1])
    asked = f"{method} {path}"
    return next((name for name, place in places if re.search(expression(place)[1:], asked)), "")
