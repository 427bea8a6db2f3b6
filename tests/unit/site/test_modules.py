"""The live modules of the storefront: what each does alone, and that they fit the pages.

What needs no page is tested by Node's own test runner in modules/*.test.mjs, whose names are the
behaviours; the modules are laid beside them in a folder of their own.
"""

import gzip
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from barrow.cloud.routes import RouteTable
from shopkit import pages

from tests.shop import apps

HERE = Path(__file__).parent / "modules"
ASSETS = pages.folder("assets")
TEMPLATES = pages.folder("templates")
MODULES = sorted(ASSETS.glob("*.js"))
MARKUP = sorted(TEMPLATES.rglob("*.html"))
#: All that a product page loads as it opens, compressed; and what an answer's head takes of it.
SCRIPT_BUDGET = 10 * 1024
HEAD_BYTES = 210

_IMPORT = re.compile(r'^(?:import|export) (?:[^;"]*? from )?"\./([^"]+)";', re.M)
_NAMED = re.compile(r'^import \{([^}]*)\} from "\./([^"]+)";', re.M)
_LAZY = re.compile(r'import\("\./([^"]+)"\)')
_EXPORTED = re.compile(r"^export (?:const|class|function|async function) (\w+)", re.M)
_ASKED = re.compile(r'["`](/api/[^"`\s]*)["`]')
_USED = re.compile(r'(?:clone|each)\(\s*"([a-z-]+)"')
_DEFINED = re.compile(r'customElements\.define\("([a-z-]+)"')


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name_of(path: Path) -> str:
    return path.name


def reached_from(*names: str) -> set[str]:
    """The modules that those load before anybody does anything."""
    waiting, reached = set(names), set()
    while waiting:
        name = waiting.pop()
        reached.add(name)
        waiting |= set(_IMPORT.findall(text_of(ASSETS / name))) - reached
    return reached


def entries_of(template: str) -> set[str]:
    """The modules that a template names, and those that every page loads."""
    named = re.compile(r"""<script type="module" src="\{\{ asset\(['"]([^'"]+)['"]\) \}\}">""")
    found = (named.findall(text_of(TEMPLATES / one)) for one in (template, "parts/modules.html"))
    return {name for names in found for name in names}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Modules and their tests, where Node takes .js for modules."""
    folder = tmp_path_factory.mktemp("modules")
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    shutil.copytree(ASSETS, folder / "assets")
    shutil.copytree(HERE, folder / "tests")
    return folder


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js 20")
@pytest.mark.parametrize("path", sorted(HERE.glob("*.test.mjs")), ids=name_of)
def test_a_module_does_what_its_tests_say(bench: Path, path: Path) -> None:
    command = ["node", "--test", f"tests/{path.name}"]

    run = subprocess.run(command, cwd=bench, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stdout + run.stderr
    assert "# pass 0" not in run.stdout


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_what_another_exports(path: Path) -> None:
    text = text_of(path)
    named = [
        (file, name.split(" as ")[0].strip())
        for names, file in _NAMED.findall(text)
        for name in names.split(",")
    ]

    absent = [f for f in _IMPORT.findall(text) + _LAZY.findall(text) if not (ASSETS / f).is_file()]
    unknown = [
        (file, name)
        for file, name in named
        if name not in _EXPORTED.findall(text_of(ASSETS / file))
    ]
    idle = [name for _, name in named if len(re.findall(rf"\b{name}\b", text)) < 2]

    assert (absent, unknown, idle) == ([], [], [])


def test_every_module_is_loaded_by_a_page() -> None:
    entries = {
        name for path in MARKUP for name in entries_of(path.relative_to(TEMPLATES).as_posix())
    }
    reached: set[str] = set()
    while entries - reached:
        reached |= reached_from(*entries)
        entries |= {name for one in reached for name in _LAZY.findall(text_of(ASSETS / one))}

    assert reached == {path.name for path in MODULES}


def test_every_element_of_the_pages_is_defined_and_every_defined_one_is_used() -> None:
    defined = {name for path in MODULES for name in _DEFINED.findall(text_of(path))}
    used = {name for path in MARKUP for name in re.findall(r"<(shop-[a-z-]+)", text_of(path))}

    assert used == defined


def test_every_template_that_a_module_clones_is_in_a_page() -> None:
    cloned = {name for path in MODULES for name in _USED.findall(text_of(path))}
    there = {n for path in MARKUP for n in re.findall(r'<template id="([a-z-]+)"', text_of(path))}

    assert cloned
    assert cloned - there == set()


def test_one_module_alone_reaches_the_network() -> None:
    asking = re.compile(r"\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon")

    reaching = [path.name for path in MODULES if asking.search(text_of(path))]

    assert reaching == ["api.js"]


def test_no_module_makes_markup_or_code_of_text_or_styles_by_hand() -> None:
    risky = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function"
        r"|\.style\b|setAttribute\(\"style\"|setHTMLUnsafe"
    )

    making = [path.name for path in MODULES if risky.search(text_of(path))]

    assert making == []


def asked_paths() -> set[str]:
    """Every path of the API in the modules, without what is computed."""
    texts = (text_of(path) for path in MODULES)
    found = {path for text in texts for path in _ASKED.findall(text)}
    return {re.sub(r"\$\{[^}]*\}.*", "x", path.partition("?")[0]) for path in found}


def test_every_route_that_the_modules_ask_for_exists() -> None:
    tables = {name: RouteTable(one.app.routes) for name, one in apps().items()}
    asked = asked_paths() - {"/api/x"}

    unknown = [
        path
        for path in asked
        if tables[path.split("/")[2]].match(path.removeprefix("/api")) is None
    ]

    assert "/api/cart/carts" in asked
    assert unknown == []


def test_a_product_page_stays_within_its_script_budget() -> None:
    loaded = reached_from(*entries_of("product.html"))

    sizes = {name: len(gzip.compress((ASSETS / name).read_bytes(), 6)) for name in loaded}

    assert sum(sizes.values()) + HEAD_BYTES * len(sizes) <= SCRIPT_BUDGET, sizes


def test_a_product_page_loads_nothing_of_checkout() -> None:
    loaded = reached_from(*entries_of("product.html"))

    assert not {name for name in loaded if "checkout" in name or "order" in name or "cart" in name}


def test_the_description_of_the_api_shows_every_capability() -> None:
    listed = re.search(r"CAPABILITIES = \[([^\]]*)\]", text_of(ASSETS / "shop-api-docs.js"))

    assert listed is not None
    assert set(re.findall(r'"(\w+)"', listed[1])) == set(apps())
