"""The search knows the words of its visitors, and not only those of the pages."""

from playwright.sync_api import Page, expect

from tests.browser.fixtures import Visit

# What somebody types, and the page that must be among the first three.
PAGES = {
    "optimistic locking": "update-post.html",
    "lost update": "update-post.html",
    "two simultaneous updates": "update-post.html",
    "412": "conditions.html",
    "precondition failed": "update-post.html",
    "304": "conditions.html",
    "422": "validation-errors.html",
    "429": "login-throttle.html",
    "503": "database-errors.html",
    "413 payload too large": "bodies.html",
    "soft delete": "delete-post.html",
    "rate limiting": "login-throttle.html",
    "brute force": "login-throttle.html",
    "N+1": "queries.html",
    "eager loading": "queries.html",
    "pagination": "pages.html",
    "infinite scroll": "pages.html",
    "CSRF": "bearer-tokens.html",
    "JWT": "bearer-tokens.html",
    "login": "create-token.html",
    "sign up": "register-user.html",
    "current user": "get-me.html",
    "middlewares": "request-response.html",
    "dependency injection": "permissions.html",
    "authorization": "permissions.html",
    "serializer": "request-schemas.html",
    "validation": "request-schemas.html",
    "field errors": "validation-errors.html",
    "exception handler": "error-handlers.html",
    "migrations": "migrations.html",
    "alembic": "migrations.html",
    "connection pool": "sessions.html",
    "transactions": "sessions.html",
    "SELECT FOR UPDATE": "locks.html",
    "race condition": "locks.html",
    "timeout": "time-limits.html",
    "orm": "models.html",
    "async await": "sync-async.html",
    "swagger": "openapi.html",
    "environment variables": "settings.html",
    "routing": "urls.html",
    "CORS": "hosts.html",
    "nginx": "proxies.html",
    "argon2": "passwords.html",
    "ETag": "entity-tags.html",
    "health check": "health.html",
    "pytest": "own-tests.html",
    "mypy": "tools.html",
    "performance": "bench.html",
    "deployment": "index.html",
    "check_if_match": "update-post.html",
    "mixin": "model-base.html",
    "lines of code": "comparison.html",
    "how do I start my own service": "index.html",
}
RULES = {"412": "C3", "429": "A6", "too many requests": "A6", "415": "H5", "not found": "H2"}


def found(page: Page, words: str) -> list[str]:
    """Where the first results of a search lead."""
    field = page.get_by_label("Search")
    field.fill("")
    expect(page.locator("#found li")).to_have_count(0)
    field.fill(words)
    expect(page.locator("#found li")).not_to_have_count(0)
    return [str(link.get_attribute("href")) for link in page.locator("#found a").all()]


def test_the_words_of_visitors_find_the_page(visit: Visit) -> None:
    page = visit("index.html")
    first = {words: found(page, words)[:3] for words in PAGES}
    missed = {
        words: first[words]
        for words, wanted in PAGES.items()
        if wanted not in [each.partition("#")[0] for each in first[words]]
    }
    assert missed == {}


def test_a_status_finds_the_rules_that_speak_of_it(visit: Visit) -> None:
    page = visit("index.html")
    for words, rule in RULES.items():
        assert f"rules.html#{rule}" in found(page, words), words


def test_what_is_nowhere_is_said_to_be_nowhere(visit: Visit) -> None:
    page = visit("index.html")
    assert found(page, "xylophone") == []
    expect(page.locator("#found")).to_have_text("Nothing found.")
