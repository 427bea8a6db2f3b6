"""What a bundle holds, compiled and cut, and what it does not tell."""

import zipfile

import pytest
from barrow.deploying.cutting import services_asked_for

from tests.deploy.bundles.from_the_zip import run
from tests.packaging import CAPABILITIES, FUNCTIONS, Package

#: The shop's own bound; Lambda's is 250 MB.
LARGEST_UNPACKED = 50 * 2**20


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_a_cold_start_compiles_nothing(bundles: dict[str, Package], capability: str) -> None:
    """Python may write here what it compiles, and finds nothing to."""
    unpacked = bundles[capability].unpacked
    later = {
        "catalog": ", jinja2, PIL.Image, PIL.AvifImagePlugin, PIL.WebPImagePlugin",
        "cart": ", jinja2",
        "checkout": ", jinja2, stripe",
        "marketing": ", jinja2, mjml",
    }.get(capability, "")
    before = {path: path.stat().st_mtime_ns for path in unpacked.rglob("*")}

    run(
        bundles[capability],
        f"import app, aws_lambda_powertools.utilities.idempotency{later}\n"
        "from shopkit import aws; aws.client('dynamodb')",
    )

    assert {path: path.stat().st_mtime_ns for path in unpacked.rglob("*")} == before


def test_a_traceback_shows_the_shops_lines_and_names_those_of_others(
    bundles: dict[str, Package],
) -> None:
    script = (
        "import traceback, pydantic\n"
        "from shopkit import aws\n"
        "try: aws.client('nothing')\n"
        "except Exception: print(traceback.format_exc())"
    )

    printed = run(bundles["cart"], script)

    own = bundles["cart"].unpacked / "shopkit" / "aws.py"
    assert f'File "{own}", line ' in printed
    assert "_clients[key] = _make(service, endpoint)" in printed
    assert 'File "/var/task/botocore/session.py", line ' in printed


def test_what_is_compiled_does_not_tell_where(bundles: dict[str, Package]) -> None:
    compiled = list(bundles["cart"].unpacked.rglob("*.pyc"))

    places = (str(FUNCTIONS.parent).encode(), str(bundles["cart"].unpacked.parent).encode(),
              b"being-made")  # fmt: skip
    telling = [
        path.name for path in compiled if any(place in path.read_bytes() for place in places)
    ]

    assert len(compiled) > 300
    assert telling == []


def test_every_bundle_is_small(bundles: dict[str, Package]) -> None:
    sizes = {name: package.bytes_unpacked for name, package in bundles.items()}

    print(f"\n{'capability':12}{'zip MB':>8}{'unpacked MB':>13}")  # noqa: T201 — read with -s
    for name, size in sizes.items():
        packed = bundles[name].archive.stat().st_size
        print(f"{name:12}{packed / 2**20:8.1f}{size / 2**20:13.1f}")  # noqa: T201
    assert {name for name, size in sizes.items() if size > LARGEST_UNPACKED} == set()


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_a_bundle_holds_nothing_that_no_function_reads(
    bundles: dict[str, Package], capability: str
) -> None:
    names = bundles[capability].names

    unread = (".pyi", ".dist-info/", "/tests/", "/test/", "py.typed", ".md", ".rst", "examples-1")
    assert [name for name in names if any(part in name for part in unread)] == []
    services = {name.split("/")[2] for name in names if name.startswith("botocore/data/")}
    files = {name for name in services if name.endswith(".json")}
    assert services - files == services_asked_for(FUNCTIONS)


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_a_bundle_holds_no_name_twice_and_the_sources_of_the_shop(
    bundles: dict[str, Package], capability: str
) -> None:
    names = bundles[capability].names
    room = FUNCTIONS / capability / capability

    assert len(names) == len(set(names))
    sources = {
        path.relative_to(FUNCTIONS / capability).as_posix()
        for path in room.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {"app.py", "chalice/app.py", *sources} <= set(names)
    assert {name.split("/")[0] for name in names} & (set(CAPABILITIES) - {capability}) == set()


def test_everybody_may_read_what_is_in_a_bundle(bundles: dict[str, Package]) -> None:
    """Lambda runs a function as somebody else than the one who unpacked it."""
    modes = set()
    for made in bundles.values():
        with zipfile.ZipFile(made.archive) as archive:
            modes |= {entry.external_attr >> 16 & 0o777 for entry in archive.infolist()}

    assert modes == {0o644}
