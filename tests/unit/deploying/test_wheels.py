"""Wheels: exactly what the lock tells, for Lambda's platform, and no other."""

import hashlib
import sys
from pathlib import Path

import pytest
from barrow.deploying.wheels import NoWheel, Pin, fetched, pinned

HERE = f"cp3{sys.version_info.minor}"
LAMBDA = "manylinux2014_x86_64.manylinux_2_17_x86_64"
PLAIN = Pin("plain-thing", "1.0")
BUILT = Pin("built", "2.1")


@pytest.fixture(autouse=True)
def _nowhere_to_fetch_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", "")


def wheel(folder: Path, name: str, content: bytes = b"wheel") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.whl"
    path.write_bytes(content)
    return path


def lock(folder: Path, *pins: Pin, content: bytes = b"wheel") -> Path:
    hashed = hashlib.sha256(content).hexdigest()
    other = hashlib.sha256(b"the source distribution").hexdigest()
    lines = [
        f"{pin} ; python_full_version < '3.15' \\\n    --hash=sha256:{other} \\\n"
        f"    --hash=sha256:{hashed}\n    # via\n    #   barrow (pyproject.toml)\n"
        for pin in pins
    ]
    path = folder / "requirements.txt"
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_pins_are_read_without_comments_under_their_canonical_names(tmp_path: Path) -> None:
    asked = tmp_path / "requirements.txt"
    asked.write_text("# what it imports\nPlain_Thing==1.0\n\nbuilt==2.1  # built\n", "utf-8")

    assert pinned(asked) == (BUILT, PLAIN)


def test_what_is_not_pinned_exactly_is_refused(tmp_path: Path) -> None:
    asked = tmp_path / "requirements.txt"
    asked.write_text("built>=2\n", "utf-8")

    with pytest.raises(NoWheel, match="'built>=2'; write name==version"):
        pinned(asked)


@pytest.mark.parametrize(
    ("pin", "name"),
    [
        (PLAIN, "plain_thing-1.0-py3-none-any"),
        (PLAIN, "plain_thing-1.0-py2.py3-none-any"),
        (BUILT, f"built-2.1-{HERE}-{HERE}-{LAMBDA}"),
        (BUILT, f"built-2.1-cp38-abi3-{LAMBDA}"),
    ],
)
def test_a_wheel_that_is_there_is_taken_without_asking_anybody(
    tmp_path: Path, pin: Pin, name: str
) -> None:
    there = wheel(tmp_path / "wheels", name)

    assert fetched([pin], tmp_path / "wheels", lock(tmp_path, pin)) == {pin: there}


@pytest.mark.parametrize(
    "name",
    [
        f"built-2.1-cp39-cp39-{LAMBDA}",
        f"built-2.1-cp399-abi3-{LAMBDA}",
        f"built-2.1-{HERE}-{HERE}-manylinux2014_aarch64",
        f"built-2.1-{HERE}-{HERE}-macosx_11_0_arm64",
        f"built-2.0-{HERE}-{HERE}-{LAMBDA}",
        "built-2.1-py2-none-any",
    ],
)
def test_a_wheel_for_somebody_else_is_none(tmp_path: Path, name: str) -> None:
    wheel(tmp_path / "wheels", name)

    with pytest.raises(NoWheel, match=r"No matching distribution found for built==2\.1"):
        fetched([BUILT], tmp_path / "wheels", lock(tmp_path, BUILT))


def test_a_wheel_with_another_content_than_the_lock_has_is_refused(tmp_path: Path) -> None:
    wheel(tmp_path / "wheels", "plain_thing-1.0-py3-none-any", b"changed on its way")

    with pytest.raises(NoWheel, match="remove it, try again"):
        fetched([PLAIN], tmp_path / "wheels", lock(tmp_path, PLAIN))


def test_what_the_lock_does_not_know_is_refused_by_name(tmp_path: Path) -> None:
    wheel(tmp_path / "wheels", f"built-2.1-{HERE}-{HERE}-{LAMBDA}")

    with pytest.raises(NoWheel, match=r"does not know built==2\.1; run `make lock`"):
        fetched([PLAIN, BUILT], tmp_path / "wheels", lock(tmp_path, PLAIN))


def test_a_missing_lock_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoWheel, match=r"requirements\.txt is missing"):
        fetched([PLAIN], tmp_path / "wheels", tmp_path / "requirements.txt")


def test_missing_wheels_are_fetched_into_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each by its hash, from wherever pip is told to look."""
    shelf = tmp_path / "shelf"
    content = _a_real_wheel(shelf / "plain_thing-1.0-py3-none-any.whl")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf))

    found = fetched([PLAIN], tmp_path / "wheels", lock(tmp_path, PLAIN, content=content))

    assert found == {PLAIN: tmp_path / "wheels" / "plain_thing-1.0-py3-none-any.whl"}
    assert [path.name for path in (tmp_path / "wheels").iterdir()] == [found[PLAIN].name]


def test_a_fetched_wheel_of_another_hash_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = tmp_path / "shelf"
    _a_real_wheel(shelf / "plain_thing-1.0-py3-none-any.whl")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf))

    with pytest.raises(NoWheel):
        fetched([PLAIN], tmp_path / "wheels", lock(tmp_path, PLAIN))

    assert list((tmp_path / "wheels").iterdir()) == []


def _a_real_wheel(path: Path) -> bytes:
    import zipfile

    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("plain_thing.py", "ANSWER = 42\n")
        about = "Metadata-Version: 2.1\nName: plain-thing\nVersion: 1.0\n"
        archive.writestr("plain_thing-1.0.dist-info/METADATA", about)
        tags = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        archive.writestr("plain_thing-1.0.dist-info/WHEEL", tags)
        archive.writestr("plain_thing-1.0.dist-info/RECORD", "")
    return path.read_bytes()
