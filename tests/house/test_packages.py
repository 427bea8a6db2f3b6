"""Each capability, as it is deployed: everything that it needs is in its zip, and nothing more."""

import json
import subprocess
import sys

import pytest

from tests.packaging import CAPABILITIES, FUNCTIONS, Package

#: Lambda refuses a function whose unpacked code is larger (Lambda quotas: 250 MB).
LARGEST_UNPACKED = 250 * 2**20
#: Lambda takes a zip of up to 50 MB directly (Lambda quotas).
LARGEST_ZIP = 50 * 2**20

#: What a cold start must not pay for, beyond what the app itself needs to answer.
LAZY = ("boto3", "stripe", "jinja2", "mjml", "requests", "PIL")

IMPORTING = """
import json, sys
sys.path[:] = [sys.argv[1], *(p for p in sys.path if "site-packages" not in p)]
import app
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""


def imported(package: Package) -> set[str]:
    """Top-level modules after `import app`, with nothing but the zip and the standard library."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-W", "error", "-c", IMPORTING, str(package.unpacked)],
        env={"AWS_DEFAULT_REGION": "eu-west-2"},
        cwd=package.unpacked,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_the_zip_alone_is_enough_to_import_the_app(
    packages: dict[str, Package], capability: str
) -> None:
    modules = imported(packages[capability])

    assert {"app", capability, "shopkit", "chalice"} <= modules


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_what_is_slow_to_import_waits_until_it_is_needed(
    packages: dict[str, Package], capability: str
) -> None:
    modules = imported(packages[capability])

    assert modules & set(LAZY) == set()


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_everything_that_is_imported_later_is_in_the_zip(
    packages: dict[str, Package], capability: str
) -> None:
    later = {
        "catalog": "import boto3, jinja2; from PIL import _avif, _imagingcms, _webp",
        "cart": "import boto3, jinja2",
        "checkout": "import boto3, jinja2, stripe",
        "marketing": "import boto3, jinja2, mjml",
    }.get(capability, "import boto3")
    script = (
        f"import sys; sys.path[:] = [sys.argv[1], *sys.path]; {later}\n"
        "import aws_lambda_powertools.utilities.idempotency, botocore.session"
    )

    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", script, str(packages[capability].unpacked)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr


DRAWING = """
import sys
sys.path[:] = [sys.argv[1], *(p for p in sys.path if "site-packages" not in p)]
from shopkit import pages
from shopkit.html_answers import unlisted
assert pages.folder("templates").is_relative_to(sys.argv[1])
refused = {"heading": "Nothing here", "detail": ""}
print(pages.render("forms/refused.html", unlisted("content", "/", "-"), pages.shop(), **refused))
"""


@pytest.mark.parametrize("capability", ["cart", "catalog", "checkout"])
def test_a_page_is_drawn_from_the_zip_alone(packages: dict[str, Package], capability: str) -> None:
    unpacked = packages[capability].unpacked

    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-W", "error", "-c", DRAWING, str(unpacked)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "<h1>Nothing here</h1>" in done.stdout


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_the_zip_holds_its_own_room_and_no_other(
    packages: dict[str, Package], capability: str
) -> None:
    names = packages[capability].names
    folders = {name.split("/")[0] for name in names}
    room = FUNCTIONS / capability / capability

    others = set(CAPABILITIES) - {capability}

    assert folders & (others | {"tests", "infra", "barrow", "moto", "pytest"}) == set()
    files = {path.relative_to(FUNCTIONS / capability) for path in room.rglob("*.*")}
    expected = {path.as_posix() for path in files if "__pycache__" not in path.parts}
    assert expected <= set(names)


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_the_zip_holds_no_bytecode_and_no_tests_of_the_shop(
    packages: dict[str, Package], capability: str
) -> None:
    names = packages[capability].names

    assert [name for name in names if "__pycache__" in name or name.endswith(".pyc")] == []
    own = ("app.py", f"{capability}/", "shopkit/")
    assert [name for name in names if name.startswith(own) and "test" in name] == []


def test_every_zip_is_small_enough(packages: dict[str, Package]) -> None:
    sizes = {
        name: (
            package.archive.stat().st_size,
            sum(path.stat().st_size for path in package.unpacked.rglob("*") if path.is_file()),
        )
        for name, package in packages.items()
    }

    print(f"\n{'capability':12}{'zip MB':>8}{'unpacked MB':>13}")  # noqa: T201 — read with -s
    for name, (packed, unpacked) in sizes.items():
        print(f"{name:12}{packed / 2**20:8.1f}{unpacked / 2**20:13.1f}")  # noqa: T201
    assert {name for name, (packed, _) in sizes.items() if packed > LARGEST_ZIP} == set()
    assert {name for name, (_, size) in sizes.items() if size > LARGEST_UNPACKED} == set()


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_every_function_of_an_app_runs_under_its_own_written_policy(
    packages: dict[str, Package], capability: str
) -> None:
    written = json.loads((FUNCTIONS / capability / ".chalice" / "policy.json").read_text("utf-8"))
    template = json.loads(packages[capability].template.read_text("utf-8"))

    policies = [
        policy["PolicyDocument"]
        for resource in template["Resources"].values()
        if resource["Type"] == "AWS::IAM::Role"
        for policy in resource["Properties"]["Policies"]
    ]

    assert policies
    assert all(policy == written for policy in policies)
