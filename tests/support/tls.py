"""Which certificates a run believes."""

import ssl

import pytest

CONTEXT = pytest.StashKey[ssl.SSLContext]()


def context(believe_any: bool) -> ssl.SSLContext:
    """Believes what this machine does, SSL_CERT_FILE included, or just anything."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if believe_any:
        made.check_hostname = False
        made.verify_mode = ssl.CERT_NONE
    else:
        made.load_default_certs()
    return made


def trust(config: pytest.Config) -> ssl.SSLContext:
    """That of this run; loading certificates is slow, and of no use to plain HTTP."""
    if CONTEXT not in config.stash:
        plain = not any("https://" in names for names in config.option.target)
        config.stash[CONTEXT] = context(believe_any=plain or config.option.insecure)
    return config.stash[CONTEXT]
