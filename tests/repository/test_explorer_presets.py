"""The explorer has a request for every documented status, and asks this machine only."""

import copy

import pytest
import yaml

from tests.tools.explorer import presets as table
from tests.tools.explorer.presets import PresetError, documented, presets
from tests.tools.explorer.request import RefusedError
from tests.tools.explorer.sending import Sender, Target


@pytest.mark.parametrize("operation", presets())
def test_every_documented_status_has_a_preset(operation: str) -> None:
    assert documented(operation).keys() <= presets()[operation].keys()


@pytest.mark.parametrize("operation", presets())
def test_no_two_presets_look_the_same(operation: str) -> None:
    titles = [preset.title for preset in presets()[operation].values()]
    assert len(titles) == len(set(titles))


def test_a_documented_status_without_a_preset_stops_the_build() -> None:
    loaded = yaml.safe_load(table.FILE.read_text("utf-8"))
    without = copy.deepcopy(loaded)
    del without["updatePost"]["412"], without["getMe"]
    without["getUser"]["418"] = {}
    with pytest.raises(PresetError) as raised:
        table.load(without)
    lines = str(raised.value).splitlines()
    assert "updatePost 412: documented, but no preset" in lines
    assert "getMe 200: documented, but no preset" in lines
    assert "getUser 418: a preset, but not documented" in lines


def test_only_servers_of_this_machine_are_asked() -> None:
    with pytest.raises(RefusedError):
        Sender([Target("django", "Django", "http://other.example")], {})
