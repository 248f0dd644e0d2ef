"""Faults of the miniature, each a small deviation which some case of the suite must notice."""


def switch_on(name: str) -> None:
    raise SystemExit(f"There is no fault named {name}.")
