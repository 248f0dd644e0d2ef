"""What the demo prints: for each step the request once, and the responses in three columns."""

import os
import sys
from collections.abc import Mapping
from io import TextIOWrapper

from rich import box
from rich.console import Console, RenderableType
from rich.highlighter import JSONHighlighter
from rich.table import Table
from rich.text import Text

from tests.tools.demo.compact import compact, cut
from tests.tools.demo.responses import Response
from tests.tools.demo.sample import PASSWORD, Writer, scripts
from tests.tools.demo.servers import TITLES
from tests.tools.demo.steps import SCRIPT, Step

WIDEST, WITHOUT_TERMINAL = 140, 120
MARGIN = "    "
COLORS = {2: "green", 3: "cyan", 4: "yellow", 5: "red"}


def open_console() -> Console:
    """A console on standard output, as wide as the terminal, up to a limit."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    known = sys.stdout.isatty() or "COLUMNS" in os.environ
    console = Console(width=None if known else WITHOUT_TERMINAL, highlight=False)
    width = min(console.width, WIDEST)
    console.width = width - (width - 1) % 3  # three columns of one width, and their borders
    return console


def show_start(console: Console) -> None:
    names = ", ".join(TITLES.values())
    console.print(f"Starting {names}, each on an empty database ...")


def show_sample(console: Console, writers: list[Writer], seconds: float) -> None:
    posts = sum(len(writer.posts) for writer in writers)
    amount = f"{len(writers)} writers and {posts} posts in {len(scripts(writers))} scripts"
    console.print(f"Loaded {amount} into each, through its API. Ready after {seconds:.1f} s.")


def show_step(
    console: Console, step: Step, responses: Mapping[str, Response], differing: list[str]
) -> None:
    request = next(iter(responses.values())).request
    console.print()
    console.print(_heading(f"{SCRIPT.index(step) + 1:2}  {step.title}", differing))
    for line in request.lines():
        console.print(Text(MARGIN + cut(line, console.width - len(MARGIN)), "cyan"))
    console.print(_columns(responses, console.width))


def show_total(console: Console, agreed: int) -> None:
    verdict = f"{agreed} of {len(SCRIPT)} steps got the same response from all three."
    console.print()
    console.print(Text(verdict, "bold green" if agreed == len(SCRIPT) else "bold red"))


def show_site(console: Console, url: str) -> None:
    console.print(Text(f"Open {url}: the site, and the explorer.", "bold"))


def show_addresses(console: Console, site: str, urls: Mapping[str, str]) -> None:
    table = Table(box=None, padding=(0, 4, 0, 0), show_header=False)
    table.add_row("Site and explorer", site, f"{site}/explorer.html")
    for title, url in urls.items():
        table.add_row(title, f"{url}/docs", f"{url}/api/v1/posts")
    console.print()
    console.print(table)
    console.print(f'\nEvery writer logs in with the password "{PASSWORD}". Ctrl-C ends the demo.')


def _heading(title: str, differing: list[str]) -> Table:
    row = Table.grid(expand=True)
    row.add_column()
    row.add_column(justify="right")
    verdict = f"they differ in {', '.join(differing)}" if differing else "all agree"
    row.add_row(
        Text(title, "bold"),
        Text(verdict, "bold red" if differing else "green"),
    )
    return row


def _columns(responses: Mapping[str, Response], width: int) -> Table:
    table = Table(box=box.ROUNDED, expand=True, width=width)
    for title in responses:
        table.add_column(title, ratio=1, no_wrap=True, overflow="ellipsis")
    inside = (width - 3 * len(responses) - 1) // len(responses)
    table.add_row(*(_cell(response, inside) for response in responses.values()))
    return table


def _cell(response: Response, width: int) -> RenderableType:
    text = Text(response.status_line, f"bold {COLORS.get(response.status // 100, '')}")
    for name, value in response.headers.items():
        line = value if name == "Content-Type" else f"{name}: {value}"
        text.append(f"\n{cut(line, width)}", "not bold magenta")
    if response.body is not None:
        body = Text("\n".join(compact(response.body, width)), "not bold default")
        text = text.append("\n").append(JSONHighlighter()(body))
    return text
