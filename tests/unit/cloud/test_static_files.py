"""Files of the site, as the CDN would answer with them."""

from pathlib import Path

import pytest
from barrow.cloud.http_messages import Answer, Request
from barrow.cloud.static_files import StaticFiles


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text("secret")
    site = tmp_path / "site"
    (site / "tea").mkdir(parents=True)
    (site / "index.html").write_text("home")
    (site / "tea" / "index.html").write_text("tea")
    (site / "café.css").write_text("body{}")
    return site


def get(site: Path, path: str, method: str = "GET", **headers: str) -> Answer:
    return StaticFiles(site)(Request(method, path, "", headers))


def header(answer: Answer, name: str) -> str | None:
    return dict(answer.headers).get(name)


@pytest.mark.parametrize(
    ("path", "body"),
    [("/", b"home"), ("/index.html", b"home"), ("/tea/", b"tea"), ("/tea", b"tea")],
)
def test_a_folder_is_its_index(site: Path, path: str, body: bytes) -> None:
    answer = get(site, path)

    assert (answer.status, answer.body) == (200, body)
    assert header(answer, "Content-Type") == "text/html; charset=utf-8"


def test_a_name_may_be_percent_encoded(site: Path) -> None:
    answer = get(site, "/caf%C3%A9.css")

    assert answer.status == 200
    assert header(answer, "Content-Type") == "text/css; charset=utf-8"


@pytest.mark.parametrize(
    "path",
    ["/../secret.txt", "/%2e%2e/secret.txt", "/tea/../../secret.txt", "//secret.txt", "/a%00b"],
)
def test_nothing_outside_the_folder_is_shown(site: Path, path: str) -> None:
    answer = get(site, path)

    assert answer.status == 404
    assert b"secret" not in answer.body


def test_a_link_out_of_the_folder_is_not_followed(site: Path) -> None:
    (site / "out.txt").symlink_to(site.parent / "secret.txt")

    assert get(site, "/out.txt").status == 404


def test_a_name_too_long_for_the_file_system_is_not_there(site: Path) -> None:
    assert get(site, "/" + "x" * 300).status == 404


def test_the_sites_own_page_says_that_nothing_is_there(site: Path) -> None:
    (site / "404.html").write_text("lost?")

    answer = get(site, "/nothing")

    assert (answer.status, answer.body) == (404, b"lost?")


def test_an_unchanged_file_is_not_sent_again(site: Path) -> None:
    first = get(site, "/tea/")

    again = get(site, "/tea/", **{"If-Modified-Since": header(first, "Last-Modified") or ""})

    assert (again.status, again.body) == (304, b"")


def test_a_date_that_is_none_is_ignored(site: Path) -> None:
    assert get(site, "/tea/", **{"If-Modified-Since": "yesterday"}).status == 200


def test_files_cannot_be_written(site: Path) -> None:
    answer = get(site, "/tea/", "PUT")

    assert answer.status == 405
    assert header(answer, "Allow") == "GET, HEAD"
