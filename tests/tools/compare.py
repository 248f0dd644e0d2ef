"""Show a concept's code in the terminal: `python -m tests.tools.compare update-post`."""

import sys

from rich.console import Console
from rich.rule import Rule
from rich.syntax import Syntax

from tests.tools.site.concepts import load
from tests.tools.site.pages import TITLES


def main() -> None:
    concepts = {concept.id: concept for concept in load()}
    chosen = sys.argv[1:]
    if len(chosen) != 1 or chosen[0] not in concepts:
        sys.exit(f"Choose one of {', '.join(concepts)}.")
    concept, console = concepts[chosen[0]], Console()
    console.print(f"[bold]{concept.title}[/bold]: {concept.question}")
    for name, title in TITLES.items():
        console.print(Rule(title))
        for unit in concept.units[name]:
            console.print(f"{unit.file}:{unit.first}", style="dim", highlight=False)
            lexer = "toml" if unit.file.endswith(".toml") else "python"
            console.print(Syntax(unit.code, lexer, line_numbers=True, start_line=unit.first))
        if name in concept.reasons:
            console.print(concept.reasons[name])
    console.print(Rule("Why it differs"))
    console.print(concept.why)


if __name__ == "__main__":
    main()
