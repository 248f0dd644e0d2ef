"""The document is generated without a complaint of its generator."""

from tests.conftest import Run


def test_the_document_is_valid_and_without_warnings(manage: Run) -> None:
    done = manage("spectacular", "--validate", "--fail-on-warn")
    assert (done.returncode, done.stderr) == (0, "")
