"""TLS: which certificates a run accepts."""

import ssl

import pytest

CONTEXT = pytest.StashKey[ssl.SSLContext]()


def context(verify: bool) -> ssl.SSLContext:
    """Verifies against the certificates of this machine (SSL_CERT_FILE included), or nothing."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if verify:
        made.load_default_certs()
    else:
        made.check_hostname = False
        made.verify_mode = ssl.CERT_NONE
    return made


def trust(config: pytest.Config) -> ssl.SSLContext:
    """The context of this run; loading certificates is slow, and of no use to plain HTTP."""
    if CONTEXT not in config.stash:
        plain = not any("https://" in names for names in config.option.target)
        config.stash[CONTEXT] = context(verify=not plain and not config.option.insecure)
    return config.stash[CONTEXT]
