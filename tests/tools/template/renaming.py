"""Give the package `app` another name, in code, in settings of tools, and in prose."""

import io
import re
import tokenize

# `app.config`, `app/config.py`, `app:create_app`, but not `https://app.example`.
PATH = re.compile(r"(?<![\w./@-])app(?=[.:/][\w*])(?!\.example)")
# Outside of Python `app` is nothing else, except as an option: `--app app`.
WORD = re.compile(r"(?<![\w./@-])app(?![\w-])(?!\.example)")
STATEMENT = re.compile(r"(?<=from )app(?= import)|(?<=import )app(?=[.;])")
# The name of the service for systemd, nginx and Compose.
SERVICE = re.compile(r"\bapi\b(?!\.example)")


def rename_module(source: str, name: str) -> str:
    """Python: in import statements, strings and comments; a variable may have the same name."""
    lines = source.splitlines(keepends=True)
    before = ""
    found: list[tokenize.TokenInfo] = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        is_imported = token.string == "app" and before in {"from", "import"}
        if is_imported or token.type in {tokenize.STRING, tokenize.COMMENT, FSTRING}:
            found.append(token)
        before = token.string
    for token in reversed(found):
        (first, start), (last, end) = token.start, token.end
        new = name if token.string == "app" else rename_text(token.string, name)
        text = lines[first - 1][:start] + new + lines[last - 1][end:]
        lines[first - 1 : last] = [text]
    return "".join(lines)


FSTRING = getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)  # since Python 3.12


def rename_text(text: str, name: str) -> str:
    """A string or a comment: paths, and import statements."""
    return STATEMENT.sub(name, PATH.sub(name, text))


def rename_file(path: str, text: str, name: str) -> str:
    """A whole file, by its kind."""
    if path.endswith(".py"):
        return rename_module(text, name)
    if path.startswith(("deploy/", "compose.")):
        text = SERVICE.sub(name, text)
    return WORD.sub(name, text)


def rename_path(path: str, name: str) -> str:
    """The path of a file below the package, or of one named after the service."""
    return re.sub(r"^app(?=/)|(?<=^deploy/)api\b", name, path)
