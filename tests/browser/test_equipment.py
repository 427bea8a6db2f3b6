"""Finding a browser, and saying how to get what is missing."""

from pathlib import Path

import pytest

from tests.browser import chrome, equipment


def on_path(*names: str) -> dict[str, str]:
    return {name: f"/bin/{name}" for name in names}


def test_takes_the_browser_that_is_named() -> None:
    programs = on_path("chromium") | {"/opt/beta": "/opt/beta"}

    found = chrome.find({"CHROME": "/opt/beta"}, which=programs.get)

    assert found == Path("/opt/beta")


def test_takes_no_other_browser_than_the_one_that_is_named() -> None:
    with pytest.raises(chrome.NotABrowser, match="CHROME names /opt/beta"):
        chrome.find({"CHROME": "/opt/beta"}, which=on_path("chromium").get)


@pytest.mark.parametrize("name", ["google-chrome", "chromium", "chromium-browser", "chrome"])
def test_finds_a_browser_by_each_name_that_it_goes_by(name: str) -> None:
    found = chrome.find({}, which=on_path(name).get)

    assert found == Path(f"/bin/{name}")


def test_takes_playwrights_own_where_the_path_has_none() -> None:
    own = Path("/cache/chrome")

    found = chrome.find({"CHROME": ""}, which=on_path().get, installed_by_playwright=lambda: own)

    assert found == own


@pytest.mark.parametrize(
    ("variables", "wanted"),
    [
        ({}, "auto"),
        ({"BARROW_BROWSER": ""}, "auto"),
        ({"BARROW_BROWSER": "required"}, "required"),
        ({"BARROW_BROWSER": "off"}, "off"),
    ],
)
def test_knows_what_is_to_be_done_without_a_browser(variables: dict[str, str], wanted: str) -> None:
    assert equipment.wish(variables) == wanted


def test_a_word_that_nobody_knows_is_no_wish() -> None:
    with pytest.raises(ValueError, match="'yes': it may be auto, required or off"):
        equipment.wish({"BARROW_BROWSER": "yes"})


def test_whoever_lacks_a_part_is_told_how_to_get_it() -> None:
    here = equipment.Equipment(browser=None, node=Path("/bin/node"), java=None)

    reason = equipment.reason(here, ["browser", "node", "java"])

    assert reason.startswith("left out, for want of browser and java: ")
    assert "install Chrome or Chromium, or name one in CHROME; install Java 17" in reason
    assert "Node" not in reason


def test_whoever_lacks_nothing_that_is_asked_for_leaves_nothing_out() -> None:
    here = equipment.Equipment(browser=Path("/bin/chromium"), node=None, java=None)

    assert equipment.reason(here, ["browser"]) == ""
