"""Where the plain way in may lead, and what its forms take."""

import pytest
from accounts.plain_forms import HOME, DigitsForm, way_back, way_on_of
from shopkit import forms
from shopkit.settings import settings


@pytest.mark.parametrize("path", ["/cart/", "/api/checkout/page", "/search/?q=tea&sort=name#top"])
def test_a_path_of_this_shop_is_a_way_back(path: str) -> None:
    assert way_back(path) == path


@pytest.mark.parametrize(
    "elsewhere",
    [
        "",
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "/\t/evil.example/",
        "/\n/evil.example/",
        "/x/..//evil.example/",
        "/..//evil.example/",
        "javascript:alert(1)",
        "evil.example/",
        " //evil.example/",
        "/caf\u00e9/",
        "/x\r\nSet-Cookie: session=theirs",
        "@evil.example/",
    ],
)
def test_another_site_is_none_however_it_is_written(elsewhere: str) -> None:
    assert way_back(elsewhere) == HOME


def test_a_page_leads_on_where_its_script_would_go_too() -> None:
    page = f"{settings().site_url}/account/sign-in/?next=%2Fcart%2F&next=%2Fsearch%2F"

    assert way_on_of(page) == "/cart/"


@pytest.mark.parametrize("typed", ["123456", "123 456", " 123-456 "])
def test_six_digits_are_a_code_however_they_are_parted(typed: str) -> None:
    sent = forms.of_pairs([("id", "chl_01JD0000000000000000000000"), ("code", typed)], DigitsForm)

    assert sent.model is not None
    assert sent.model.code == "123456"


def test_what_cannot_be_a_code_is_said_in_a_sentence() -> None:
    sent = forms.of_pairs([("id", "chl_01JD0000000000000000000000"), ("code", "12345")], DigitsForm)

    assert sent.wrong == {"code": "The code is six digits"}
