"""Settings (Y8)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta


def names(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(",") if name.strip()]


@dataclass(frozen=True)
class Settings:
    hosts: list[str]
    origins: list[str]
    token_ttl: timedelta

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        hosts = environment.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
        origins = environment.get("CORS_ALLOWED_ORIGINS", "")
        seconds = environment.get("TOKEN_TTL_SECONDS", "1209600")
        if not re.fullmatch("0*[1-9][0-9]{0,9}", seconds, re.ASCII):
            raise ValueError(f"TOKEN_TTL_SECONDS must be a whole number from 1, not {seconds!r}.")
        return cls(names(hosts), names(origins), timedelta(seconds=int(seconds)))
