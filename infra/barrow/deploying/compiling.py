"""Python's compiled files for a zip: the same bytes each time, and trusted without a look.

Lambda's file system keeps nothing that Python compiles, so a zip of sources is compiled at every
cold start, which takes longer than all else in it. The compiled files here are of PEP 552's
unchecked kind: they name no time, and Python loads them without reading the source.

marshal writes an object that somebody else holds otherwise than one that nobody does, so what was
compiled before in the same process shows in the bytes. Therefore each batch is compiled in a
process of its own, always in the same order, with hashes that are not salted. It runs this very
file, which must not import what makes use of names of files (pathlib interns them).

Tracebacks name files as they lie in Lambda (/var/task).
"""

import importlib.util
import marshal
import os
import subprocess
import sys

TASK_ROOT = "/var/task"
TAG = sys.implementation.cache_tag


def compiled(folder: str, names: list[str], *, beside: bool) -> None:
    """Compile sources, named from `folder`, which is the zip's top.

    `beside`: the source stays, and what is compiled of it lies in __pycache__; otherwise it takes
    the source's place. What does not compile (a template of code) stays a source.
    """
    subprocess.run(
        [sys.executable, "-S", "-s", "-P", "-B", "-W", "ignore", __file__, "beside"[: 6 * beside]],
        input="\n".join(sorted(names)),
        cwd=folder,
        env={name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
        | {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1"},
        text=True,
        check=True,
    )


def place_of(name: str, *, beside: bool) -> str:
    """Where the compiled file of a source lies."""
    folder, _, file = name.rpartition("/")
    inside = f"{folder}/" if folder else ""
    stem = file.removesuffix(".py")
    return f"{inside}__pycache__/{stem}.{TAG}.pyc" if beside else f"{inside}{stem}.pyc"


def _compile(name: str, *, beside: bool) -> None:
    with open(name, "rb") as file:  # noqa: PTH123 — pathlib would intern the names it meets
        source = file.read()
    try:
        code = compile(source, f"{TASK_ROOT}/{name}", "exec", dont_inherit=True, optimize=0)
    except (SyntaxError, ValueError):
        return
    place = place_of(name, beside=beside)
    os.makedirs(os.path.dirname(place) or ".", exist_ok=True)  # noqa: PTH103, PTH120
    unchecked = (0b01).to_bytes(4, "little")
    with open(place, "wb") as file:  # noqa: PTH123
        file.write(importlib.util.MAGIC_NUMBER + unchecked + importlib.util.source_hash(source))
        file.write(marshal.dumps(code))
    if not beside:
        os.remove(name)  # noqa: PTH107


if __name__ == "__main__":
    for one in sys.stdin.read().splitlines():
        _compile(one, beside=sys.argv[1] == "beside")
