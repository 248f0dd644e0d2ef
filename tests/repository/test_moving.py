"""What the guides from one framework to another count, and how they send requests."""

import re
from dataclasses import replace

import pytest

from tests.proofs.moving.nginx import site
from tests.proofs.moving.seen import misplaced
from tests.tools.environments import FOLDERS, IMPLEMENTATIONS
from tests.tools.site.concepts import load, operations
from tests.tools.site.difference import difference, lines, whole_difference
from tests.tools.site.guides import equal_files
from tests.tools.site.moving import Guide, Step, guides, steps
from tests.tools.site.routes import routes, served
from tests.tools.site.units import Unit, cut

GUIDES = guides()
STEPS = steps()
SHARED = ["app/base.py", "app/posts/models.py", "app/posts/queries.py", "app/users/models.py"]


def unit(code: str, file: str = "a.py") -> Unit:
    return Unit(file, "name", 1, code.count("\n") + 1, code)


def service(config: str, method: str, path: str) -> str:
    """Where a map of nginx sends a request: the first expression that matches."""
    rows = re.findall(r'^    (?:"~(.*)"|(default)) +(\w+);', config, re.MULTILINE)
    matching = [name for key, _, name in rows if key and re.search(key, f"{method} {path}")]
    defaults = [name for _, key, name in rows if key]
    return str([*matching, *defaults][0])


def test_lines_are_kept_changed_new_or_gone() -> None:
    before, after = unit("one\ntwo\nthree\n\nfour"), unit("one\n2\nthree\nfour\nfive", "b.py")
    found = difference([before], [after])
    assert (found.kept, found.changed, found.new, found.gone) == (3, 1, 1, 0)
    assert ("b.py", 2) not in found.kept_places
    assert {("a.py", 5), ("b.py", 4)} <= found.kept_places


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.id)
def test_every_line_of_both_sides_is_counted_once(guide: Guide) -> None:
    concepts = load()
    found = whole_difference(concepts, guide.before, guide.after)
    for name, own in ((guide.after, found.new), (guide.before, found.gone)):
        shown = lines([each for concept in concepts for each in concept.units[name]], set())
        assert found.kept + found.changed + own == len(shown)


def test_what_flask_and_fastapi_share_is_found_and_no_more() -> None:
    assert set(SHARED) <= equal_files("flask", "fastapi").keys()
    assert "app/pagination.py" not in equal_files("flask", "fastapi")
    assert equal_files("django", "flask") == equal_files("django", "fastapi") == {}


def test_a_changed_line_is_no_longer_kept() -> None:
    model, same = (cut(f"{name}_impl/app/posts/models.py:Post") for name in ("flask", "fastapi"))
    edited = replace(same, code=same.code.replace("String(200)", "String(300)"))
    assert difference([model], [same]).changed == 0
    assert difference([model], [edited]).changed == 1


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.id)
@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.id)
def test_each_operation_is_sent_where_the_step_has_it(guide: Guide, step: Step) -> None:
    config, places = routes(guide, step), served(guide, step)
    for name, place in operations().items():
        method, path = re.sub("{[^}]*}", "17", place).split(" ")
        assert service(config, method, path) == places[name], name
    rest = guide.after if step.is_last else guide.before
    assert service(config, "GET", "/docs") == service(config, "PUT", "/api/v1/posts") == rest


def test_at_the_last_step_all_have_moved() -> None:
    for guide in GUIDES:
        assert set(served(guide, STEPS[-1]).values()) == {guide.after}


def test_a_request_that_goes_elsewhere_is_noticed() -> None:
    guide, step = GUIDES[0], STEPS[2]
    asked = []
    for name, place in served(guide, step).items():
        method, path = re.sub("{[^}]*}", "17", operations()[name]).split(" ")
        asked.append((place, method, path))
    assert misplaced(guide, step, asked) == []
    astray = [(guide.after, method, path) for _, method, path in asked if method == "PATCH"]
    found = misplaced(guide, step, [*(each for each in asked if each[1] != "PATCH"), *astray])
    assert [line.split(" ")[0] for line in found] == ["updateMe", "updatePost"]


@pytest.mark.parametrize("name", IMPLEMENTATIONS)
def test_the_site_of_each_folder_can_send_requests_to_both(name: str) -> None:
    found = site((FOLDERS[name] / "deploy/nginx.conf").read_text("utf-8"), 8080)
    assert "proxy_pass http://$service;" in found
    assert "listen 127.0.0.1:8080;" in found
    assert "ssl" not in found
