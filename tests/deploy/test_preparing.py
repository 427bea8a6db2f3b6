"""The folder that a bundle is laid out in: the same each time, whole, and nobody else's."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from barrow.deploying import bundle, wheels
from barrow.deploying.bundle import NoBundle

from tests.packaging import FUNCTIONS, package


def test_the_same_code_makes_the_same_bundle_anywhere(tmp_path: Path) -> None:
    first = bundle.prepare("inventory", "dev", tmp_path / "one", functions=FUNCTIONS)
    other = bundle.prepare("inventory", "prod", tmp_path / "deeper/other", functions=FUNCTIONS)

    contents = [
        {path.relative_to(made.folder): path.read_bytes() for path in _files(made.folder)}
        for made in (first, other)
    ]

    assert contents[0] == contents[1]
    assert first.digest == other.digest


def test_the_same_bundle_makes_the_same_zip(tmp_path: Path) -> None:
    prepared = bundle.prepare("marketing", "dev", tmp_path / "bundle", functions=FUNCTIONS)
    first = package(prepared.folder, tmp_path / "first", {"PIP_FIND_LINKS": ""})
    shutil.rmtree(prepared.folder / ".chalice" / "deployments")

    again = package(prepared.folder, tmp_path / "again", {"PIP_FIND_LINKS": ""})

    assert first.archive.read_bytes() == again.archive.read_bytes()


def test_a_change_of_one_word_is_another_bundle(tmp_path: Path) -> None:
    copied = _copy_of("analytics", tmp_path)
    before = bundle.prepare("analytics", "dev", tmp_path / "one", functions=copied)
    with (copied / "analytics" / "app.py").open("a", encoding="utf-8") as door:
        door.write("\nADDED = 1\n")

    after = bundle.prepare("analytics", "dev", tmp_path / "two", functions=copied)

    assert before.digest != after.digest


def test_the_stages_own_settings_come_along_and_are_no_part_of_the_digest(tmp_path: Path) -> None:
    copied = _copy_of("analytics", tmp_path)
    before = bundle.prepare("analytics", "one", tmp_path / "before", functions=copied)
    settings = copied / "analytics" / ".chalice"
    for stage in ("one", "two"):
        (settings / f"policy-{stage}.json").write_text("{}", encoding="utf-8")
    (settings / "deployed").mkdir()
    (settings / "deployed" / "one.json").write_text("{}", encoding="utf-8")

    after = bundle.prepare("analytics", "one", tmp_path / "after", functions=copied)

    brought = sorted(path.name for path in (after.folder / ".chalice").iterdir())
    assert brought == ["config.json", "policy-one.json", "policy.json"]
    assert before.digest == after.digest


def test_what_was_in_the_way_is_gone(tmp_path: Path) -> None:
    (tmp_path / "cart" / "vendor").mkdir(parents=True)
    (tmp_path / "cart" / "vendor" / "left_over.py").touch()

    prepared = bundle.prepare("cart", "dev", tmp_path / "cart", functions=FUNCTIONS)

    assert not (prepared.folder / "vendor" / "left_over.py").exists()


def test_no_bundle_is_laid_out_over_the_sources(tmp_path: Path) -> None:
    copied = _copy_of("analytics", tmp_path)

    with pytest.raises(NoBundle, match="among the sources"):
        bundle.prepare("analytics", "dev", copied / "analytics", functions=copied)

    assert (copied / "analytics" / "app.py").is_file()


def test_what_is_no_capability_has_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(NoBundle, match="no capability 'shopkit'"):
        bundle.prepare("shopkit", "dev", tmp_path / "shopkit", functions=FUNCTIONS)


def test_a_bundle_needs_no_network_once_the_wheels_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "wheels"
    kept.mkdir()
    for pin in wheels.pinned(FUNCTIONS / "analytics" / "requirements.txt"):
        (found,) = wheels.usual_folder().glob(f"{pin.name.replace('-', '_')}-{pin.version}-*.whl")
        (kept / found.name).symlink_to(found)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")

    prepared = bundle.prepare(
        "analytics", "dev", tmp_path / "made", functions=FUNCTIONS, wheels=kept
    )

    assert (prepared.folder / "requirements.txt").read_bytes() == b""
    assert (prepared.folder / "vendor" / "pydantic" / "__init__.pyc").is_file()


def _copy_of(capability: str, place: Path) -> Path:
    """The functions folder of a checkout with this capability alone."""
    functions = place / "checkout" / "functions"
    unwanted = shutil.ignore_patterns("__pycache__", "deployments", "deployed", "policy-*")
    for name in (capability, "shopkit"):
        shutil.copytree(FUNCTIONS / name, functions / name, symlinks=True, ignore=unwanted)
    shutil.copyfile(FUNCTIONS.parent / "requirements.txt", functions.parent / "requirements.txt")
    return functions


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and ".chalice" not in path.parts)
