"""A person's copy as archives of files."""

import io
import json
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest
from accounts.privacy import archive
from accounts.privacy.archive import Part

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def unpacked(volumes: list[bytes]) -> dict[str, str]:
    files: dict[str, str] = {}
    for volume in volumes:
        with zipfile.ZipFile(io.BytesIO(volume)) as archived:
            for name in archived.namelist():
                assert name not in files
                files[name] = archived.read(name).decode()
    return files


def records(files: dict[str, str], prefix: str) -> list[Any]:
    names = sorted(name for name in files if name.startswith(prefix) and name.endswith(".json"))
    return [record for name in names for record in json.loads(files[name])]


def test_a_copy_has_a_file_for_each_kind_and_a_page_that_says_what_is_in_it() -> None:
    parts = [
        Part("orders", "What you bought.", [{"number": "K7-4XQ-9MD"}]),
        Part("mails", "What we wrote.", []),
    ]

    (volume,) = archive.volumes(parts, NOW)

    files = unpacked([volume])
    assert list(files) == ["index.html", "orders.json", "mails.json"]
    assert json.loads(files["orders.json"]) == [{"number": "K7-4XQ-9MD"}]
    assert json.loads(files["mails.json"]) == []
    assert (
        '<a href="orders.json">orders.json</a></th><td>1</td><td>What you bought.'
        in (files["index.html"])
    )
    assert "Written on 02 March 2026 at 09:30 UTC" in files["index.html"]


def test_what_people_typed_is_kept_letter_by_letter() -> None:
    name = "Zoë “Zo” \u202eBe\u0301la\u202c 山田 \\ </script>"

    files = unpacked(archive.volumes([Part("account", "You.", [{"name": name}])], NOW))

    assert json.loads(files["account.json"]) == [{"name": name}]


def test_half_a_character_does_not_keep_a_copy_from_being_written() -> None:
    files = unpacked(archive.volumes([Part("account", "You.", [{"name": "a\ud800b"}])], NOW))

    assert json.loads(files["account.json"]) == [{"name": "a?b"}]


def test_words_of_a_part_are_text_on_the_page_and_no_markup() -> None:
    files = unpacked(archive.volumes([Part("mails", "<b>bold</b>", [])], NOW))

    assert "&lt;b&gt;bold&lt;/b&gt;" in files["index.html"]


@pytest.mark.parametrize("count", [archive.RECORDS, archive.RECORDS + 1, 3 * archive.RECORDS])
def test_many_records_are_in_several_files_and_none_is_lost(count: int) -> None:
    held = [{"n": n} for n in range(count)]

    files = unpacked(archive.volumes([Part("orders", "Bought.", held)], NOW))

    assert records(files, "orders") == held
    assert len(files) - 1 == -(-count // archive.RECORDS)


def test_a_large_copy_comes_in_volumes_that_fit_into_an_answer() -> None:
    held = [{"n": n, "text": "word " * 4_000} for n in range(1_000)]

    volumes = archive.volumes([Part("orders", "Bought.", held)], NOW)

    assert len(volumes) > 1
    assert max(map(len, volumes)) <= archive.MAX_BYTES
    assert records(unpacked(volumes), "orders") == held
