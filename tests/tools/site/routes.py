"""The part of nginx's configuration that sends each operation to one of two implementations."""

import re

from tests.tools.site.concepts import operations
from tests.tools.site.moving import Guide, Step, steps

# As deploy/README.md has it; the new one's units have its own name in place of `api`.
PRODUCTION = "unix:/run/{}-1/http.sock"


def served(guide: Guide, step: Step) -> dict[str, str]:
    """Which implementation has each operation at a step."""
    done = steps()[: steps().index(step) + 1]
    moved = {operation for each in done for operation in each.operations}
    return {name: guide.after if name in moved else guide.before for name in operations()}


def upstreams(guide: Guide, old: str = "", new: str = "") -> str:
    """Where the two are: as they are deployed, or at these addresses."""
    addresses = {
        guide.before: old or PRODUCTION.format("api"),
        guide.after: new or PRODUCTION.format(guide.after),
    }
    return "".join(
        f"upstream {name} {{\n    server {address} max_fails=0;\n}}\n"
        for name, address in addresses.items()
    )


def routes(guide: Guide, step: Step) -> str:
    """Each operation's method and path, and who serves it; the rest moves at the last step."""
    rest = guide.after if step.is_last else guide.before
    rows = [("default", rest, "every other path and method")]
    found = served(guide, step)
    # A path without a variable part first: of two expressions that match, nginx takes the first.
    for name, place in sorted(operations().items(), key=lambda each: "{" in each[1]):
        rows.append((f'"{expression(place)}"', found[name], name))
    first, second = (max(len(row[n]) + (n == 1) for row in rows) for n in (0, 1))
    lines = [f"    {key:{first}} {service + ';':{second}}  # {name}" for key, service, name in rows]
    return "\n".join(['map "$request_method $uri" $service {', *lines, "}", ""])


def expression(place: str) -> str:
    """`GET /api/v1/posts/{post_id}` as a regular expression; HEAD goes where GET goes."""
    method, _, path = place.partition(" ")
    methods = "(GET|HEAD)" if method == "GET" else method
    return f"~^{methods} {re.sub('{[^}]*}', '[^/]+', path)}$"
