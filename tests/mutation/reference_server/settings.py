"""Settings (Y8)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta


def names(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(",") if name.strip()]


@dataclass(frozen=True)
class Rate:
    """So many in a period that begins with the first."""

    most: int
    period: timedelta


def parsed_rate(environment: Mapping[str, str], name: str, default: str) -> Rate:
    found = re.fullmatch("(0*[1-9][0-9]*)/(second|minute|hour|day)", environment.get(name, default))
    if not found:
        raise ValueError(f"{name} must be such as 10/minute.")
    return Rate(int(found[1]), timedelta(**{f"{found[2]}s": 1}))


@dataclass(frozen=True)
class Settings:
    hosts: list[str]
    origins: list[str]
    token_ttl: timedelta
    rate_per_account: Rate
    rate_per_address: Rate
    proxies: int

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        hosts = environment.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
        origins = environment.get("CORS_ALLOWED_ORIGINS", "")
        seconds = environment.get("TOKEN_TTL_SECONDS", "1209600")
        if not re.fullmatch("0*[1-9][0-9]{0,9}", seconds, re.ASCII):
            raise ValueError(f"TOKEN_TTL_SECONDS must be a whole number from 1, not {seconds!r}.")
        return cls(
            names(hosts),
            names(origins),
            timedelta(seconds=int(seconds)),
            parsed_rate(environment, "LOGIN_RATE_PER_ACCOUNT", "10/minute"),
            parsed_rate(environment, "LOGIN_RATE_PER_ADDRESS", "100/minute"),
            int(environment.get("TRUSTED_PROXY_COUNT", "0")),
        )
