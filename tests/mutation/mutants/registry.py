"""How a mutant is declared, and how it gets into the server."""

import functools
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from tests.mutation import reference_server

Right = Callable[..., Any]
MODULES = [
    importlib.import_module(f"{reference_server.__name__}.{module.name}")
    for module in pkgutil.iter_modules(reference_server.__path__)
    if module.name != "__main__"
]


@dataclass(frozen=True)
class Mutant:
    """One deviation from the contract; `sentence` says what such a server does."""

    name: str
    sentence: str
    rules: tuple[str, ...]
    activate: Callable[[], None]


MUTANTS: dict[str, Mutant] = {}


def mutant(right: Right, *rules: str) -> Callable[[Right], Right]:
    """Put the decorated function in the place of a right one, which it gets as first argument."""

    def declare(wrong: Right) -> Right:
        @functools.wraps(right)
        def unit(*given: Any, **named: Any) -> Any:
            return wrong(right, *given, **named)

        def activate() -> None:
            replace_unit(right, unit)

        add(wrong.__name__.replace("_", "-"), str(wrong.__doc__), rules, activate)
        return wrong

    return declare


def changed_unit(name: str, sentence: str, right: object, wrong: object, *rules: str) -> None:
    """A mutant which is another value: a field with another limit, say."""
    add(name, sentence, rules, lambda: replace_unit(right, wrong))


def changed_name(name: str, sentence: str, variable: str, wrong: object, *rules: str) -> None:
    """A mutant which is another value of a variable, wherever that has been imported."""

    def activate() -> None:
        for module in MODULES:
            if hasattr(module, variable):
                setattr(module, variable, wrong)

    add(name, sentence, rules, activate)


def add(name: str, sentence: str, rules: tuple[str, ...], activate: Callable[[], None]) -> None:
    if name in MUTANTS:
        raise ValueError(f"There are two mutants named {name}.")
    MUTANTS[name] = Mutant(name, sentence, rules, activate)


def replace_unit(right: object, wrong: object) -> None:
    """Replace a unit wherever it stands: in a module, a class or a table."""
    for holder in holders():
        for name, value in list(vars(holder).items()):
            if value is right:
                setattr(holder, name, wrong)
            elif isinstance(value, dict) and not name.startswith("__"):
                replace_in(value, right, wrong)


def holders() -> Iterator[ModuleType | type]:
    for module in MODULES:
        yield module
        yield from (value for value in vars(module).values() if is_own_class(value))


def is_own_class(value: object) -> bool:
    return isinstance(value, type) and value.__module__.startswith(reference_server.__name__)


def replace_in(table: dict[Any, Any], right: object, wrong: object) -> None:
    for key, value in table.items():
        if value is right:
            table[key] = wrong
        elif isinstance(value, dict):
            replace_in(value, right, wrong)
