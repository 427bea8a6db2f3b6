"""Compiled files: the same bytes wherever, whenever and by whomever; trusted as they are."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from barrow.deploying.compiling import compiled, place_of

#: Sets as constants, names that are used once and often, one-letter texts, texts that look alike.
SOURCE = '''
"""Marshalled in more than one way, if nobody takes care."""
import os, sys
KINDS = {"a", "b", "unlikely_name"}
def first(unlikely_name, separators=(",", ":")):
    return unlikely_name in {"x", "y", "unlikely_name", "z" * 3} or separators == (",", ":")
class Pathlike:
    made, being, tmp = 1.5, 2**70, b"bytes"
    def made_of(self): return f"{self.made}/{self.being}"
'''


def written(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*.pyc")
    }  # fmt: skip


def laid_out(folder: Path) -> list[str]:
    """Some real modules, and one made up: more than one file shares a process."""
    for name in ("json/decoder.py", "argparse.py", "tomllib/_parser.py"):
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(Path(os.__file__).parent / name, place)
    (folder / "made_up.py").write_text(SOURCE, encoding="utf-8")
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*.py")]


def test_the_same_sources_compile_to_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = tmp_path / "unlikely_name", tmp_path / "made" / "being"
    names = laid_out(one)
    laid_out(other)

    compiled(str(one), names, beside=False)
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.setenv("PYTHONOPTIMIZE", "2")
    monkeypatch.setenv("unlikely_name", "separators")
    compiled(str(other), names[::-1], beside=False)

    assert written(one) == written(other)
    assert len(written(one)) == 4


def test_without_its_source_a_module_is_imported_as_before(tmp_path: Path) -> None:
    (tmp_path / "alone.py").write_text('"""Told."""\n\nANSWER = 42\n', encoding="utf-8")

    compiled(str(tmp_path), ["alone.py"], beside=False)

    assert [path.name for path in tmp_path.iterdir()] == ["alone.pyc"]
    printed = _imported(tmp_path, "import alone; print([alone.__doc__, alone.ANSWER])")
    assert printed == "['Told.', 42]"


def test_beside_its_source_a_compiled_file_is_trusted_unchecked(tmp_path: Path) -> None:
    """A change of the source is not looked for: in Lambda there is none."""
    source = tmp_path / "room" / "rules.py"
    source.parent.mkdir()
    source.write_text("ANSWER = 'compiled'\n", encoding="utf-8")
    compiled(str(tmp_path), ["room/rules.py"], beside=True)
    source.write_text("ANSWER = 'changed since then'\n", encoding="utf-8")

    printed = _imported(tmp_path, "from room import rules; print(rules.ANSWER)")

    assert printed == "compiled"
    assert place_of("room/rules.py", beside=True) == (
        Path(importlib.util.cache_from_source("room/rules.py")).as_posix()
    )


def test_what_does_not_compile_stays_a_source(tmp_path: Path) -> None:
    (tmp_path / "template.py").write_text("class {{ name }}: ...\n", encoding="utf-8")

    compiled(str(tmp_path), ["template.py"], beside=False)

    assert [path.name for path in tmp_path.iterdir()] == ["template.py"]


def test_others_files_are_named_as_they_lie_in_lambda(tmp_path: Path) -> None:
    (tmp_path / "alone.py").write_text("def answer(): ...\n", encoding="utf-8")

    compiled(str(tmp_path), ["alone.py"], beside=False)

    told = _imported(tmp_path, "import alone; print(alone.answer.__code__.co_filename)")
    assert told == "/var/task/alone.py"


def _imported(folder: Path, script: str) -> str:
    opening = f"import sys; sys.path.insert(0, {json.dumps(str(folder))}); "
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", opening + script],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()
